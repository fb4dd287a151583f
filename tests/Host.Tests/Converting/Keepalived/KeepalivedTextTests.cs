using FsCheck;
using FsCheck.Fluent;
using LvsPluggable.Host.Converting;
using LvsPluggable.Host.Converting.Keepalived;

namespace LvsPluggable.Host.Tests.Converting.Keepalived;

public sealed class KeepalivedTextTests
{
    [Theory]
    [InlineData("a b c", "a b c")]
    [InlineData("a \"b c\" 'd \" e'", "a|b c|d \" e")]
    [InlineData(@"a b\ c \x41\101\t", "a|b c|AA\t")]
    [InlineData("a # b", "a")]
    [InlineData("a ! b", "a")]
    [InlineData("a \"# !\" b", "a|# !|b")]
    [InlineData("  # a", "")]
    public void Words_are_split_as_the_manual_says(string line, string words) =>
        Assert.Equal(words.Replace(' ', words.Contains('|', StringComparison.Ordinal) ? ' ' : '|'), string.Join('|', KeepalivedWords.Split(KeepalivedWords.WithoutComment(line))));

    [Fact]
    public void Blocks_are_statements_below_their_statement_wherever_the_braces_stand()
    {
        var file = Converted.KeepalivedFile("a 1 {\n b {\n c 2\n }\n}\nd\n{\n e\n}\nf{ g }\n");

        Assert.Empty(file.Problems);
        Assert.Equal("1:a 1(2:b(3:c 2)) 6:d(8:e) 10:f(10:g)", Tree(file.Statements));
    }

    [Theory]
    [InlineData("a\n}\n", "2: This } closes no block.")]
    [InlineData("a {\n b\n", "1: The block of \"a\" is not closed.")]
    [InlineData("{\n a\n}\n", "1: \"{\" is left out: nothing says what this block is.")]
    [InlineData("include nowhere\n", "1: There is no file nowhere, so nothing is included here.")]
    [InlineData("~SEQ(A) x\n", "1: \"~SEQ(A) x\" should be ~SEQ(NAME, FIRST, STEP, LAST)")]
    [InlineData("$A=$A\n$A\n", "2: What this line stands for has no end")]
    [InlineData("$A= \\\n$A\\\n$A\n$A\n", "4: What this line stands for has no end")]
    public void What_is_written_wrongly_is_named(string text, string said) =>
        Assert.Contains(Converted.Keepalived(text).Leftovers, leftover => leftover.StartsWith($"{Converted.File}:{said}", StringComparison.Ordinal));

    [Theory]
    // The examples of keepalived.conf(5).
    [InlineData("$ADDRESS_BASE=10.2.${ADDRESS_BASE_SUB}\n$ADDRESS_BASE_SUB=0\n${ADDRESS_BASE}.100/32\n$ADDRESS_BASE_SUB=10\n${ADDRESS_BASE}.100/32", "10.2.0.100/32 10.2.10.100/32")]
    [InlineData("~SEQ(SUBNET, 0, 3) ip_address 10.0.${SUBNET}.1", "ip_address|10.0.0.1 ip_address|10.0.1.1 ip_address|10.0.2.1 ip_address|10.0.3.1")]
    [InlineData("~SEQx(SUBNET, 0x90, 0x10, 0xc0) fe80::20:${SUBNET}:1", "fe80::20:90:1 fe80::20:a0:1 fe80::20:b0:1 fe80::20:c0:1")]
    [InlineData("~SEQ(A, 3) $A", "1 2 3")]
    [InlineData("~SEQ(A, -2) $A", "-1 -2")]
    [InlineData("~LST({IP, IP1}, {10,1},{20,4}) 192.168.${IP}.${IP1}", "192.168.10.1 192.168.20.4")]
    [InlineData("~LST(IP, 1, 2) ~LST(IP1, 5,6) 192.169.${IP}.${IP1}", "192.169.1.5 192.169.1.6 192.169.2.5 192.169.2.6")]
    [InlineData("~LST({IP, IP1}, {10,1},{20,4}) ~SEQ(IP2,168,2,170) 192.${IP2}.${IP}.${IP1}", "192.168.10.1 192.170.10.1 192.168.20.4 192.170.20.4")]
    [InlineData("@main a\n@backup b\n@^main c\n@^backup d", "a d")]
    [InlineData("@main $P=240\n@backup $P=200\npriority $P", "priority|240")]
    [InlineData("$IF_MAIN=@main\n$IF_MAIN priority 240", "priority|240")]
    [InlineData("$IF_MAIN=@other\n$IF_MAIN priority 240", "")]
    [InlineData("$I= \\\n a ${N} \\\n @other b \\\n @main c\n$N=0\n$I\n$N=1\n$I", "a|0 c a|1 c")]
    [InlineData("$RS= \\\n real ${N}\n$VS= \\\n v \\\n $N=1 \\\n $RS \\\n $N=2 \\\n $RS\n$VS", "v real|1 real|2")]
    [InlineData("a ${UNDEFINED} $", "a|${UNDEFINED}|$")]
    [InlineData("a ${_HASH}b ${_BANG}c ${_INSTANCE} ${_PWD}", "a|#b|!c|main|/etc")]
    public void Parameters_sequences_lists_and_conditions_are_written_out(string text, string statements)
    {
        var file = Converted.KeepalivedFile(text);

        Assert.Empty(file.Problems);
        Assert.Equal(statements, string.Join(' ', file.Statements.Select(statement => statement.ToString().Replace(' ', '|'))));
    }

    [Fact]
    public void Included_files_are_read_from_where_they_are_and_lines_are_named_by_their_file()
    {
        var file = Converted.KeepalivedFile(
            "$A=1\ninclude \"d/{one,two}.conf\"\ninclude /x\nlast ${_PWD}\n", "main",
            ("/etc/d/one.conf", "one $A\ninclude three.conf\n"), ("/etc/d/two.conf", "\ntwo ${_PWD}\n"), ("/etc/d/three.conf", "three\n"));

        Assert.Equal(
            ["/etc/d/one.conf:1 one 1", "/etc/d/three.conf:1 three", "/etc/d/two.conf:2 two /etc/d", $"{Converted.File}:4 last /etc"],
            file.Statements.Select(statement => $"{statement.Place} {statement}"));
        Assert.Equal([(new SourcePlace(Converted.File, 3), "There is no file /x, so nothing is included here.")], file.Problems);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("{foo/{,cat,dog},bar}", "foo/ foo/cat foo/dog bar")]
    [InlineData("a{b", "a{b")]
    [InlineData("a{1,2}b{3,4}", "a1b3 a1b4 a2b3 a2b4")]
    public void Braces_of_a_pattern_are_written_out(string pattern, string names) => Assert.Equal(names, string.Join(' ', BracePattern.Expand(pattern)));

    [Fact]
    public void Any_text_is_read_within_bounds() => Prop.ForAll(Texts(), text =>
    {
        var conversion = Converted.Keepalived(text);
        var lines = text.Split('\n').Length;
        return conversion.Leftovers.All(leftover => int.Parse(leftover[(Converted.File.Length + 1)..].Split(':')[0]) is var line && line >= 1 && line <= lines);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Statements_are_where_they_stand() => Prop.ForAll(Gen.Elements("a", "", "# c", "b {", "}", "  d 'e f'").ArrayOf().ToArbitrary(), lines =>
    {
        var found = All(Converted.KeepalivedFile(string.Join('\n', lines)).Statements)
            .Where(statement => statement.Keyword != "{")
            .Select(statement => (statement.Place.Line, statement.Keyword));
        var expected = lines.Select((line, index) => (index + 1, Keyword: line.Trim().Split(' ')[0])).Where(line => line.Keyword is "a" or "b" or "d");
        return found.SequenceEqual(expected);
    }).QuickCheckThrowOnFailure();

    private static IEnumerable<Statement> All(IEnumerable<Statement> statements) => statements.SelectMany(statement => All(statement.Block).Prepend(statement));

    private static string Tree(IEnumerable<Statement> statements) => string.Join(' ', statements.Select(statement =>
        $"{statement.Place.Line}:{statement}{(statement.Block.Count > 0 ? $"({Tree(statement.Block)})" : "")}"));

    private static Arbitrary<string> Texts() => Gen.Elements(
            "virtual_server", "real_server", "group", "virtual_server_group", "fwmark", "192.0.2.1", "192.0.2.1-9", "192.0.2.0/30", "5-9", "80", "{", "}", "TCP_CHECK", "HTTP_GET",
            "url", "path", "UDP_CHECK", "require_reply", "0x", "MISC_CHECK", "misc_path", "\"", "'", "\\", "$A=1", "$A", "${A}", "~SEQ(A,1,3)", "~SEQ(", "~LST(A,1,{2,3})",
            "~LST({},{})", "@main", "@^", "@", "include", "include x", "!", "\n", "\n", "\n", "vrrp_instance", "virtual_ipaddress", "lvs_sync_daemon", "global_defs", "TUN", "lvs_method",
            "sorry_server", "é", "retry", "connect_port", "host", "DNS_CHECK", "SMTP_CHECK", "$B=$B", "$B", "\0")
        .ArrayOf().Select(words => string.Join(' ', words)).ToArbitrary();
}
