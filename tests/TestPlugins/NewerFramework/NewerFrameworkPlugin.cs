using System.Runtime.Versioning;

[assembly: TargetFramework(".NETCoreApp,Version=v99.0", FrameworkDisplayName = ".NET 99.0")]

namespace LvsPluggable.TestPlugins;

/// <summary>A plugin built for a .NET that is newer than the host's.</summary>
public sealed class NewerFrameworkPlugin : ILvsPlugin
{
    public string Name => "newer_framework";

    public IReadOnlyList<Parameter> Parameters { get; } = [];

    public void Configure(IPluginBuilder plugin)
    {
    }
}
