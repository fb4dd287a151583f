using System.Runtime.InteropServices;

namespace LvsPluggable.Postgres.Conninfo;

/// <summary>One keyword and its value, in the order of the text.</summary>
/// <param name="Keyword">The keyword as written, known or not.</param>
/// <param name="Value">The value without quotes, escapes and percent-encoding.</param>
/// <param name="FollowsSecret">Whether this may be the rest of a password that is not quoted or encoded as it should be.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ConninfoItem(string Keyword, string Value, bool FollowsSecret = false);
