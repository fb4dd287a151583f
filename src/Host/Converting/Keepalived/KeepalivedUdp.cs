namespace LvsPluggable.Host.Converting.Keepalived;

/// <summary>Reads UDP_CHECK.</summary>
internal static class KeepalivedUdp
{
    /// <summary>Reads one.</summary>
    /// <returns>Whether it is a check here, too.</returns>
    public static bool Read(Statement checker, KeepalivedChecks checks)
    {
        var payload = checker.TakeLast("payload");
        if (checker.TakeLast("require_reply") is not { } reply)
        {
            checker.TakeWhole();
            checks.Conversion.Leave(
                checker.Place,
                $"UDP_CHECK of {checks.Server.Host} is left out: without require_reply silence is as good as an answer, and udp_check needs one; set udp_check to a "
                + "datagram that the server answers, or ping_check=true.");
            return false;
        }

        // Nobody knows what the random bytes are that keepalived sends.
        var sent = payload is null ? null : Bytes(payload);
        if (sent is null)
        {
            checks.Conversion.Leave(
                (payload ?? checker).Place, $"UDP_CHECK of {checks.Server.Host} sends what cannot be known here; udp_check sends a byte 0, and may say what the server answers.");
        }

        checks.Add(checker, "udp_check", sent ?? @"\x00");
        if (reply.Words.Count > 0)
        {
            if (Bytes(reply) is { } expected)
            {
                checks.Add(checker, "udp_check_answer", expected);
            }
            else
            {
                checks.Conversion.Leave(reply.Place, $"\"{reply}\" is left out: udp_check_answer has no digits that may be any.");
            }
        }

        return true;
    }

    // Free in its form: each word is read in pairs of digits, a single last one is a byte.
    private static string? Bytes(Statement statement)
    {
        var digits = statement.Words.SelectMany(word => word.Chunk(2)).ToList();
        return digits.Count > 0 && digits.TrueForAll(pair => Array.TrueForAll(pair, char.IsAsciiHexDigit))
            ? string.Concat(digits.Select(pair => $"\\x{(pair.Length == 1 ? "0" : "")}{new string(pair)}"))
            : null;
    }
}
