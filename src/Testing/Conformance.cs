using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Testing;

/// <summary>
/// Puts sources and checks through what the host counts on. It is worth most with a server that does not answer, where a call has to be ended.
/// </summary>
public static class Conformance
{
    /// <summary>A source, and its wake-ups if it has any: does not block its caller, ends soon after it is cancelled, gives a list that can be, and
    /// can be disposed of twice, called or not.</summary>
    /// <param name="create">Creates it, several times.</param>
    /// <exception cref="PluginTestException">It does not; the message has a sentence for each rule that it breaks.</exception>
    public static Task OfSourceAsync(Func<IRealServerSource> create) => ConformanceRun.RunAsync(
        "source",
        create,
        async (source, token) => _ = ListBorder.Copy(await source.GetRealServersAsync(token).ConfigureAwait(false), int.MaxValue));

    /// <summary>A check, and its wake-ups if it has any: does not block its caller, ends soon after it is cancelled, answers what can be, and can be
    /// disposed of twice, called or not.</summary>
    /// <param name="create">Creates it, several times.</param>
    /// <exception cref="PluginTestException">It does not; the message has a sentence for each rule that it breaks.</exception>
    public static Task OfCheckAsync(Func<IHealthCheck> create) => ConformanceRun.RunAsync(
        "check",
        create,
        async (check, token) =>
        {
            var result = await check.CheckAsync(token).ConfigureAwait(false);
            if (!Enum.IsDefined(result.Status))
            {
                throw new PluginFailureException(ResultBorder.Of(result).Reason!);
            }

            if (check is IMeasuring measuring && measuring.Measurements.FirstOrDefault(measured => !MeasurementBorder.IsRight(measured)) is { } wrong)
            {
                throw new PluginFailureException($"it measured {wrong.Value} as \"{wrong.Name}\"; that should be a number, and a name of lower-case letters, digits and underscores");
            }
        });
}
