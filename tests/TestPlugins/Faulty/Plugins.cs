namespace LvsPluggable.TestPlugins;

public sealed class RightBesideFaultyOnes() : FaultyPlugin("right", Text("right_text"));

public sealed class NoConstructor(string name) : FaultyPlugin(name);

public sealed class ThrowingConstructor : FaultyPlugin
{
    public ThrowingConstructor()
        : base("throwing") => throw new NotSupportedException("no such\nhardware.");
}

public sealed class EmptyName() : FaultyPlugin(" ");

public sealed class ThrowingName() : FaultyPlugin("unused")
{
    public override string Name => throw new InvalidOperationException("no name today");
}

public sealed class NullParameters() : FaultyPlugin("null_parameters", null);

public sealed class NullParameter() : FaultyPlugin("null_parameter", [null]);

public sealed class ThrowingParameters() : FaultyPlugin("throwing_parameters")
{
    public override IReadOnlyList<Parameter> Parameters => throw new InvalidOperationException("no parameters today");
}

public sealed class InvalidName() : FaultyPlugin("invalid_name", Text("Invalid-name"));

public sealed class HostsName() : FaultyPlugin("hosts_name", Text("default_weight"));

public sealed class PluginsName() : FaultyPlugin("plugins_name", Text("first_greeting"));

public sealed class OwnName() : FaultyPlugin("own_name", Text("own_twice"), Text("own_twice"));

public sealed class NoReader() : FaultyPlugin(
    "no_reader", new Parameter<Uri> { Name = "no_reader_uri", ShortDescription = "s", LongDescription = "l" });

public sealed class WrongDefault() : FaultyPlugin("wrong_default", Number("wrong_default_number", "12"));

public sealed class EmptyDefault() : FaultyPlugin("empty_default", Number("empty_default_number", ""));

public sealed class ThrowingReader() : FaultyPlugin(
    "throwing_reader",
    new Parameter<int>
    {
        Name = "throwing_reader_number",
        ShortDescription = "s",
        LongDescription = "l",
        Default = "x",
        Parse = _ => throw new InvalidOperationException("no reading today"),
    });

public sealed class SameName() : FaultyPlugin("right");
