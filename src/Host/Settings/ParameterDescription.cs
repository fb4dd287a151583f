using System.Globalization;
using System.Text;

namespace LvsPluggable.Host.Settings;

/// <summary>Describes parameters to people.</summary>
internal static class ParameterDescription
{
    /// <summary>What it is and what values mean.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="superseding">Those of <see cref="Parameter.SupersededBy"/> that may be set where it is described.</param>
    public static string Of(Parameter parameter, IReadOnlyList<string> superseding)
    {
        var text = new StringBuilder(parameter.LongDescription);
        // Neither pcs and crmsh nor JSON know a type for durations, and pcs and crmsh none for choices, so words must say what is right.
        if (parameter.KindOfText is not (ParameterType.String or ParameterType.Boolean))
        {
            text.Append(CultureInfo.InvariantCulture, $" The value is {parameter.RightValue}.");
        }

        if (superseding.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" Not used when {string.Join(" or ", superseding)} is set.");
        }

        return text.ToString();
    }
}
