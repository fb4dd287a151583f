using LvsPluggable.Host.Plugins.Running;

namespace LvsPluggable.Host.Tests.Plugins.Running;

public sealed class MeasurementBorderTests
{
    [Fact]
    public void A_check_that_measures_nothing_has_none() => Assert.Empty(MeasurementBorder.Copy(new Check()));

    [Fact]
    public void What_cannot_be_a_metric_is_left_out()
    {
        var check = new Measuring
        {
            Measurements =
            [
                Named("acme_wait_seconds", 1.5), Named("Acme", 1), Named("1st", 1), Named("a b", 1), Named("", 1), Named(null!, 1), Named(new string('a', 65), 1),
                Named("acme_wait_seconds", 2), Named("acme_nan", double.NaN), Named("acme_endless", double.PositiveInfinity), null!,
            ],
        };

        Assert.Equal([Named("acme_wait_seconds", 1.5)], MeasurementBorder.Copy(check));
    }

    [Fact]
    public void Sixteen_are_taken_and_a_description_is_one_line()
    {
        var check = new Measuring { Measurements = [.. Enumerable.Range(0, 99).Select(number => Named($"acme_{number}", number) with { Description = "a\nb" })] };

        var taken = MeasurementBorder.Copy(check);

        Assert.Equal(16, taken.Count);
        Assert.Equal("a b", taken[0].Description);
    }

    private static Measurement Named(string name, double value) => new() { Name = name, Value = value };

    private class Check : IHealthCheck
    {
        public ValueTask<HealthResult> CheckAsync(CancellationToken cancellationToken) => new(HealthResult.Healthy());

        public ValueTask DisposeAsync()
        {
            GC.SuppressFinalize(this);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Measuring : Check, IMeasuring
    {
        public IReadOnlyList<Measurement> Measurements { get; init; } = [];
    }
}
