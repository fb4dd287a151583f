using System.Globalization;
using System.Text.Json.Nodes;

namespace LvsPluggable.Host.Settings.Files;

/// <summary>
/// Writes what a configuration file may hold as JSON Schema, draft 2020-12 (json-schema.org), so that editors complete and explain it. What
/// <see cref="FileReader"/> takes is valid, save for a list where only one word is right; what is valid may be wrong for other reasons.
/// </summary>
internal static class ConfigurationSchema
{
    // Names of parameters begin with a small letter.
    private const string AnyValue = "Value";
    private const string YesOrNo = "Boolean";

    /// <summary>Writes the schema.</summary>
    /// <param name="parameters">Every parameter of the host and of all loaded plugins, in the order in which people see them.</param>
    public static string Write(IReadOnlyList<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var inFile = parameters.Where(parameter => ParameterScopes.Of(parameter.Name) != ParameterScope.Resource).ToList();
        return IndentedJson.Write(writer => Root(inFile).WriteTo(writer));
    }

    private static JsonObject Root(List<Parameter> parameters)
    {
        List<string> ofService = [FileSection.Pool, .. Names(parameters, ParameterScope.Service)];
        List<string> ofPool = [.. Names(parameters, ParameterScope.Pool)];
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Configuration file of lvsdr",
            ["description"] = "Many virtual services in one host.",
            // What Visual Studio Code, and others that use its language server, ask for.
            ["allowComments"] = true,
            ["allowTrailingCommas"] = true,
            ["type"] = "object",
            ["required"] = new JsonArray("services"),
            ["properties"] = new JsonObject
            {
                [FileText.Schema] = new JsonObject { ["description"] = "Where this schema is, for editors; lvsdr itself does not look.", ["type"] = "string" },
                ["host"] = Section("What is there once for all services.", Names(parameters, ParameterScope.Host)),
                ["defaults"] = Section("What each pool, and each service without one, has unless it says otherwise.", [.. ofService.Skip(1), .. ofPool]),
                ["pools"] = Sections(
                    "Real servers that several services share, by name.", Section("Real servers that several services share.", ofPool), least: 0),
                ["services"] = Sections("The virtual services, by name.", Service(ofService, ofPool), least: 1),
            },
            ["additionalProperties"] = false,
            ["$defs"] = Definitions(parameters),
        };
    }

    private static IEnumerable<string> Names(List<Parameter> parameters, ParameterScope scope) =>
        parameters.Select(parameter => parameter.Name).Where(name => ParameterScopes.Of(name) == scope);

    private static JsonObject Section(string description, IEnumerable<string> names) => new()
    {
        ["description"] = description,
        ["type"] = "object",
        ["properties"] = new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)Reference(name)))),
        ["additionalProperties"] = false,
    };

    private static JsonObject Sections(string description, JsonObject section, int least) => new()
    {
        ["description"] = description,
        ["type"] = "object",
        ["minProperties"] = least,
        ["additionalProperties"] = section,
    };

    // What is said of real servers is the pool's where there is one.
    private static JsonObject Service(List<string> ofService, List<string> ofPool)
    {
        var service = Section("A virtual service, or several that differ in their port alone.", [.. ofService, .. ofPool]);
        service["if"] = new JsonObject { ["required"] = new JsonArray(FileSection.Pool) };
        service["then"] = new JsonObject { ["propertyNames"] = new JsonObject { ["enum"] = Texts(ofService) } };
        return service;
    }

    private static JsonObject Definitions(List<Parameter> parameters)
    {
        var definitions = new JsonObject
        {
            [AnyValue] = new JsonObject
            {
                ["type"] = new JsonArray("string", "number", "boolean", "array"),
                ["items"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean") },
            },
            [YesOrNo] = new JsonObject
            {
                ["anyOf"] = new JsonArray(
                    new JsonObject { ["type"] = "boolean" }, new JsonObject { ["enum"] = new JsonArray(0, 1) }, OneOf([.. ParameterText.Yes, .. ParameterText.No])),
            },
            [FileSection.Pool] = new JsonObject
            {
                ["title"] = "Pool of real servers",
                ["description"] = "The name of the pool whose real servers the service has: one of \"pools\".",
                ["type"] = new JsonArray("string", "number"),
            },
        };
        var names = parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var parameter in parameters)
        {
            definitions[parameter.Name] = Definition(parameter, names);
        }

        return definitions;
    }

    private static JsonObject Definition(Parameter parameter, HashSet<string> names)
    {
        var definition = new JsonObject
        {
            ["title"] = parameter.ShortDescription,
            ["description"] = ParameterDescription.Of(parameter, [.. parameter.SupersededBy.Where(names.Contains)]),
        };
        if (parameter is { Secret: false, Default: { } text })
        {
            definition["default"] = Default(parameter, text);
        }

        switch (parameter.Type)
        {
            case ParameterType.Integer:
                AddNumber(definition, parameter, "^([+-]?[0-9]+)?$");
                break;
            case ParameterType.Duration:
                AddNumber(definition, parameter, "^([0-9]+(ms|s|m|h)?)?$");
                break;
            case ParameterType.Boolean:
                definition["$ref"] = $"#/$defs/{YesOrNo}";
                break;
            case ParameterType.Enumeration:
                definition["anyOf"] = new JsonArray(new JsonObject { ["enum"] = Texts(parameter.Choices) }, OneOf(parameter.Choices));
                break;
            default:
                definition["$ref"] = $"#/$defs/{AnyValue}";
                break;
        }

        return definition;
    }

    // Numbers may be written as texts; a duration that is a number counts seconds. An empty text takes a default away.
    private static void AddNumber(JsonObject definition, Parameter parameter, string pattern)
    {
        definition["type"] = new JsonArray("integer", "string");
        definition["pattern"] = pattern;
        if (parameter.Least is { } least)
        {
            definition["minimum"] = Number(least);
        }

        if (parameter.Greatest is { } greatest)
        {
            definition["maximum"] = Number(greatest);
        }
    }

    private static JsonValue Number(object bound) => bound is TimeSpan duration
        ? JsonValue.Create(duration.TotalSeconds)
        : JsonValue.Create(Convert.ToInt64(bound, CultureInfo.InvariantCulture));

    private static JsonValue Default(Parameter parameter, string text) =>
        parameter.Type is ParameterType.Integer or ParameterType.Boolean && parameter.TryParseValue(text, out var value, out _)
            ? value is bool answer ? JsonValue.Create(answer) : Number(value)
            : JsonValue.Create(text);

    // In capitals and small letters, and empty: that takes a default away.
    private static JsonObject OneOf(IEnumerable<string> words)
    {
        var patterns = words.Select(word => string.Concat(word.Select(letter => char.IsLetter(letter)
            ? $"[{char.ToUpperInvariant(letter)}{char.ToLowerInvariant(letter)}]"
            : letter.ToString())));
        return new JsonObject { ["type"] = "string", ["pattern"] = $"^({string.Join('|', patterns)})?$" };
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)text)];
}
