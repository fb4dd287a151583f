# Reads the records of a benchmark (lines of section, case, who, size, value, unit, separated by tabs), and gives for each section and case
# what was measured, with the ratio of each director's median to that of lvsdr.

def nth_part($part): .[((length - 1) * $part) | floor];
def middle: sort | if length % 2 == 1 then .[(length - 1) / 2] else (.[length / 2 - 1] + .[length / 2]) / 2 end;

# A time that never came is longer than all others.
def value: if . == "never" then null else tonumber end;

def summary:
  (map(.value | select(. != null))) as $values
  | { who: .[0].who, unit: .[0].unit, count: length, never: (length - ($values | length)) }
  + if ($values | length) * 2 <= length then { median: null }
    else { median: ($values | middle), least: ($values | min), most: ($values | max), quartiles: ($values | sort | [nth_part(0.25), nth_part(0.75)]) }
    end;

def lvsdr_of: map(select(.who | startswith("lvsdr"))) | (map(select(.who == "lvsdr")) + .)[0].median // null;

[ split("\n")[] | select(length > 0) | split("\t")
  | { section: .[0], case: .[1], who: .[2], size: (.[3] | if . == "" then null else tonumber end), value: (.[4] | value), unit: .[5] } ]
| to_entries | map(.value + { place: .key })
| group_by([.section, .case, .size])
| map({ section: .[0].section, case: .[0].case, size: .[0].size, place: (map(.place) | min),
        results: (group_by(.who) | sort_by(map(.place) | min) | map(summary)) })
| map(.results as $results | ($results | lvsdr_of) as $own
    | .results |= map(. + { ratio: (if .median != null and $own != null and $own > 0 then .median / $own else null end) }))
| sort_by(.place) | map(del(.place))
