namespace LvsPluggable.Host.Converting.Ipvsadm;

/// <summary>Reads what ipvsadm-save prints (ipvsadm 1.31): a command of ipvsadm a line, without its name.</summary>
internal static class IpvsadmText
{
    /// <summary>Reads it; each line becomes a statement of its words.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="text">Its text.</param>
    public static IReadOnlyList<Statement> Read(string file, string text)
    {
        var statements = new List<Statement>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            // A script has the program's name before them.
            words = words is [var program, ..] && (program == "ipvsadm" || program.EndsWith("/ipvsadm", StringComparison.Ordinal)) ? words[1..] : words;
            if (words.Length > 0 && words[0][0] != '#')
            {
                statements.Add(new Statement(new SourcePlace(file, number), words[0], words[1..]));
            }
        }

        return statements;
    }
}
