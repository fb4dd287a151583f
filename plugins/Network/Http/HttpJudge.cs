using LvsPluggable.Plugins.Network.Connections;

namespace LvsPluggable.Plugins.Network.Http;

/// <summary>What an answer says of the server. Pure.</summary>
internal static class HttpJudge
{
    public static HealthResult Judge(HttpAnswer answer, HttpSettings settings)
    {
        var said = $"{settings.Path} answers {answer.Status}";
        if (!settings.Statuses.Contains(answer.Status))
        {
            return HealthResult.Unhealthy($"{said}, which is not in {settings.Statuses.Text}");
        }

        if (settings.Text is { } text && !answer.Body.Contains(text, StringComparison.Ordinal))
        {
            return HealthResult.Unhealthy($"{said} without http_check_text: {Quoted.Of(answer.Body)}");
        }

        if (settings.Expression is { } expression && !expression.Expression.IsMatch(answer.Body))
        {
            return HealthResult.Unhealthy($"{said} and does not match http_check_expression: {Quoted.Of(answer.Body)}");
        }

        return settings.Weight is { } weight ? Weigh(said, weight, answer) : HealthResult.Healthy(said);
    }

    private static HealthResult Weigh(string said, WeightOrigin origin, HttpAnswer answer)
    {
        var text = origin.Header is not { } name ? answer.Body
            : answer.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString()
            : "";
        return WeightOrigin.PercentOf(text) switch
        {
            null => HealthResult.Unknown($"{said}, and {Quoted.Of(text)} in {origin} is no percentage"),
            0 => HealthResult.Drain($"{said} and weight 0"),
            var percent => HealthResult.Healthy($"{said} and weight {percent}") with { WeightPercent = percent },
        };
    }
}
