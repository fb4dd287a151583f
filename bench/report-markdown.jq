# Makes tables of Markdown of what report.jq gives.

def digits($count): . * pow(10; $count) | round / pow(10; $count);
def short: if . >= 100 then digits(0) elif . >= 1 then digits(2) elif . >= 0.01 then digits(3) else digits(5) end;
def shown: if . == null then "never" else (short | tostring) end;
def spread: if .median == null then "never" else "\(.median | shown) (\(.least | shown) to \(.most | shown))" end
  + if .never > 0 and .median != null then ", never \(.never) of \(.count)" else "" end;
def ratio: if .ratio == null then "" elif .ratio == 1 then "" else ", ×\(.ratio | short)" end;

def title: {
  detect: "From a fault to no new connections",
  quiet: "While nothing happens",
  agent: "The agent's actions",
  startup: "Start and stop with three servers",
  size: "Many real servers in one service, without checks",
  table: "Many services with ten real servers each, without checks",
  pass: "Parts of a pass, by themselves"
}[.];

group_by(.section) as $sections
| ($order | split(" "))[] as $name
| $sections[] | select(.[0].section == $name)
| "\n## \($name | title)\n",
  ((map(.results[].who) | reduce .[] as $who ([]; if index([$who]) then . else . + [$who] end)) as $people
  | "| | \($people | join(" | ")) |",
    "|---|\($people | map("---") | join("|"))|",
    (.[] | .results as $results
      | "| \(.case)\(if .size then ", \(.size)" else "" end), \($results[0].unit) | "
        + ([$people[] as $who | ([$results[] | select(.who == $who)][0] // null) | if . == null then "" else spread + ratio end] | join(" | ")) + " |"))
