using LvsPluggable.Plugins.Processes;
using LvsPluggable.Plugins.Scripts;

namespace LvsPluggable.Host.Notices;

/// <summary>Who is told.</summary>
/// <param name="Command">The program and its first arguments.</param>
/// <param name="User">Whose rights it has; null for those of the host.</param>
internal sealed record NoticeSettings(ScriptCommand Command, ProgramUser? User);
