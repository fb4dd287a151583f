using System.Diagnostics.CodeAnalysis;

namespace LvsPluggable.Plugins.PacemakerAttr;

/// <summary>Reads the names of roles, those of Pacemaker before 2.1 included.</summary>
internal static class ResourceRoles
{
    /// <summary>What crm_mon shows as the role, an operation that is under way included; false where the resource does not run.</summary>
    public static bool TryParseShown(string text, [NotNullWhen(true)] out ResourceRole? role)
    {
        if (text is "Promoting" or "Demoting")
        {
            role = ResourceRole.Changing;
            return true;
        }

        return TryParse(text, out role);
    }

    /// <summary>A role by its name, in any case; false for roles in which a resource does not run.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ResourceRole? role)
    {
        role = text?.ToUpperInvariant() switch
        {
            "STARTED" => ResourceRole.Started,
            "PROMOTED" or "MASTER" => ResourceRole.Promoted,
            "UNPROMOTED" or "SLAVE" => ResourceRole.Unpromoted,
            _ => null,
        };
        return role is not null;
    }

    /// <exception cref="FormatException">It is no role in which a resource runs.</exception>
    public static ResourceRole Parse(string text) => TryParse(text, out var role)
        ? role.Value
        : throw new FormatException("should be Started, Promoted or Unpromoted");
}
