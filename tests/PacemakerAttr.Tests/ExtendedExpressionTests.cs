using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;

namespace LvsPluggable.Plugins.PacemakerAttr.Tests;

public class ExtendedExpressionTests
{
    // No collating symbols and equivalence classes: with those, grep backtracks and may take for ever.
    private static readonly string[] Atoms =
    [
        "a", "b", "1", "-", ":", ".", " ", "_", "^", "$", @"\.", @"\*", @"\|", @"\(", @"\\", @"\w", @"\W", @"\s", @"\S", @"\-",
        "[ab]", "[^ab]", "[a-c]", "[]a]", "[^]a]", "[a-]", "[-a]", "[[:alpha:]]", "[^[:digit:]]", "[[:alpha:]_.-]", "[[:punct:]]",
        "[[:upper:][:space:]]", @"[\]", @"[\.b]", "[*+?{}()|^$]", "()", "a{", "b{x", "HS:sync",
    ];

    private static readonly string[] Quantifiers = ["", "", "", "*", "+", "?", "{0}", "{1}", "{2}", "{1,}", "{,2}", "{0,3}", "**", "+?", "{2}*"];

    private static readonly string[] Letters =
        ["a", "b", "c", "A", "1", "-", ":", ".", " ", "_", "*", "|", "(", "\\", "]", "[", "{", "}", "x", "^", "$", "\t", "HS:sync"];

    private static Gen<string> Expression(int depth)
    {
        var atom = depth == 0
            ? Gen.Elements(Atoms)
            : Gen.Frequency((4, Gen.Elements(Atoms)), (1, Expression(depth - 1).Select(inside => $"({inside})")));
        var piece =
            from one in atom
            from quantifier in one is "^" or "$" or "a{" ? Gen.Constant("") : Gen.Elements(Quantifiers)
            select one + quantifier;
        var branch = piece.ListOf().Resize(3).Select(string.Concat);
        return branch.ListOf().Resize(2).Where(branches => branches.Count > 0).Select(branches => string.Join('|', branches));
    }

    [Fact]
    public void Generated_expressions_match_what_grep_matches()
    {
        var value = Gen.Elements(Letters).ListOf().Resize(4).Select(string.Concat);
        var values = Gen.Sample(value, 300).Distinct(StringComparer.Ordinal).ToArray();
        var matched = 0;
        foreach (var expression in Gen.Sample(Expression(2), 400).Where(expression => expression.Length > 0).Distinct(StringComparer.Ordinal))
        {
            var (exitCode, lines) = Grep(expression, values);
            Assert.True(exitCode < 2, $"grep refuses {expression}");

            var regex = ExtendedExpression.Parse(expression);
            var found = values.Where(text => regex.IsMatch(text)).ToArray();

            Assert.True(lines.SequenceEqual(found), $"{expression} should match {Show(lines)} and matches {Show(found)}");
            matched += found.Length;
        }

        Assert.True(matched > 100, "the values are such that something matches");
    }

    [Theory]
    [InlineData("HS:sync|HS:potential|HS:async", "HS:async", true)]
    [InlineData("HS:sync|HS:potential|HS:async", "HS:asynch", false)]
    [InlineData("HS:sync|HS:potential|HS:async", "xHS:sync", false)]
    [InlineData("HS:sync|HS:potential|HS:async", "hs:sync", false)]
    [InlineData("HS:(a?sync|potential)", "HS:potential", true)]
    [InlineData("HS:.*", "HS:", true)]
    [InlineData("[[:upper:]]+", "PRI", true)]
    [InlineData("[[:upper:]]+", "PRi", false)]
    [InlineData("[0-9]{1,3}", "255", true)]
    [InlineData("[0-9]{1,3}", "2555", false)]
    [InlineData("a$", "a\n", false)]
    [InlineData("a.b", "a\nb", false)]
    [InlineData("(^|x)a", "a", true)]
    [InlineData("a(^)+b", "ab", false)]
    [InlineData("a(b+|)+", "a", true)]
    [InlineData("a{x}", "a{x}", true)]
    [InlineData("[[.-.]]", "-", true)]
    [InlineData("[[.a.]-c]", "b", true)]
    [InlineData("[[=a=]b]", "a", true)]
    [InlineData("[[=a=]b]", "=", false)]
    public void The_whole_value_must_match(string expression, string value, bool matches) =>
        Assert.Equal(matches, ExtendedExpression.Parse(expression).IsMatch(value));

    [Theory]
    [InlineData("[[.-.]]+|[[=a=]b]")]
    [InlineData("[[.a.]-c]*")]
    [InlineData("[--a]|[]-a]+|[!--]")]
    [InlineData("()|(a|)+:")]
    public void Seldom_seen_expressions_match_what_grep_matches(string expression)
    {
        string[] values = ["", "-", "--", "a", "b", "abc", ".", "]", "!", ":", "a:", "aa:", "[", "="];

        Assert.Equal(Grep(expression, values).Lines, values.Where(value => ExtendedExpression.Parse(expression).IsMatch(value)));
    }

    [Theory]
    [InlineData(@"(a)\1", "back-reference \\1")]
    [InlineData("(a", "\"(\" without its \")\"")]
    [InlineData("a)", "\")\" without its \"(\"")]
    [InlineData("*a", "\"*\" with nothing before it")]
    [InlineData("a|+", "\"+\" with nothing before it")]
    [InlineData("(?:a)", "\"?\" with nothing before it")]
    [InlineData("^*", "repeats \"^\" or \"$\"")]
    [InlineData("({x)", "\"{\" with nothing before it")]
    [InlineData("{2}", "\"{\" with nothing before it to repeat")]
    [InlineData("a{}", "repeats {}")]
    [InlineData("a\\", "ends with a \"\\\"")]
    [InlineData(@"\d+", "has \\d, which POSIX does not know")]
    [InlineData(@"\bHS", "has \\b, which POSIX does not know")]
    [InlineData("a{2,1}", "repeats {2,1}")]
    [InlineData("a{99999999999}", "repeats {99999999999}")]
    [InlineData("[a", "has no closing \"]\"")]
    [InlineData("[]", "has no closing \"]\"")]
    [InlineData("[z-a]", "ends before it begins")]
    [InlineData("[[:letter:]]", "is no class; the classes are alnum, alpha")]
    [InlineData("[[:alpha:]-z]", "is no range")]
    [InlineData("[a-[:alpha:]]", "is not the end of a range")]
    [InlineData("[:alpha:]", "write \"[[:alpha:]]\"")]
    [InlineData("[[.hyphen.]]", "is not the name of one character")]
    [InlineData("[[:alpha]", "has no closing \":]\"")]
    [InlineData("[a-c-e]", "has a \"-\"")]
    public void What_cannot_be_taken_is_a_mistake_that_says_why(string expression, string why)
    {
        var mistake = Assert.Throws<FormatException>(() => ExtendedExpression.Parse(expression));

        Assert.Contains(why, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_refused_and_not_a_crash() =>
        Assert.Throws<FormatException>(() => ExtendedExpression.Parse(new string('(', 100_000)));

    [Fact]
    public void Any_text_is_an_expression_or_a_mistake() => Prop.ForAll<string>(text =>
        Record.Exception(() => ExtendedExpression.Parse(text ?? "").IsMatch(text ?? "")) is null or FormatException)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void What_makes_a_backtracking_matcher_hang_takes_no_time()
    {
        var start = Stopwatch.GetTimestamp();

        Assert.DoesNotMatch(ExtendedExpression.Parse("(a*)*(a|aa)+b"), new string('a', 5000));

        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5));
    }

    private static string Show(IEnumerable<string> values) => string.Join(", ", values.Select(value => $"\"{value}\""));

    private static (int ExitCode, string[] Lines) Grep(string expression, string[] values)
    {
        var start = new ProcessStartInfo("grep", ["-Ex", "-e", expression])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C" },
        };
        using var grep = Process.Start(start)!;
        var output = grep.StandardOutput.ReadToEndAsync();
        foreach (var value in values)
        {
            grep.StandardInput.Write(value + "\n");
        }

        grep.StandardInput.Close();
        var text = output.GetAwaiter().GetResult();
        Assert.True(grep.WaitForExit(TimeSpan.FromSeconds(20)), "grep ends");
        return (grep.ExitCode, text.Length == 0 ? [] : text[..^1].Split('\n'));
    }
}
