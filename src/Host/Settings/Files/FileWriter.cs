using System.Text.Json;
using System.Text.RegularExpressions;

namespace LvsPluggable.Host.Settings.Files;

/// <summary>Writes a configuration file, as <see cref="FileText"/> reads it.</summary>
internal static partial class FileWriter
{
    /// <summary>Writes it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="schema">Where its schema is.</param>
    public static string Write(ConfigurationFile file, string schema) => IndentedJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString(FileText.Schema, schema);
        foreach (var section in new[] { file.Host, file.Defaults }.OfType<FileSection>())
        {
            WriteSection(writer, section);
        }

        WriteSections(writer, "pools", file.Pools);
        WriteSections(writer, "services", file.Services);
        writer.WriteEndObject();
    });

    private static void WriteSections(Utf8JsonWriter writer, string part, IReadOnlyList<FileSection> sections)
    {
        if (sections.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(part);
        foreach (var section in sections)
        {
            WriteSection(writer, section);
        }

        writer.WriteEndObject();
    }

    private static void WriteSection(Utf8JsonWriter writer, FileSection section)
    {
        writer.WriteStartObject(section.Name);
        foreach (var (name, text) in section.Texts)
        {
            writer.WritePropertyName(name);
            if (text is "true" or "false" || WholeNumber().IsMatch(text))
            {
                writer.WriteRawValue(text);
            }
            else
            {
                writer.WriteStringValue(text);
            }
        }

        writer.WriteEndObject();
    }

    // Those that JSON writes in the same way, and that no editor rounds.
    [GeneratedRegex(@"\A(0|[1-9][0-9]{0,14})\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex WholeNumber();
}
