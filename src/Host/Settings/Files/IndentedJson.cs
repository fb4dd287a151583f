using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LvsPluggable.Host.Settings.Files;

/// <summary>JSON for people: each member on a line of its own, and no character written as a number that need not be.</summary>
internal static class IndentedJson
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What is written, and the end of the last line.</summary>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Layout))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }
}
