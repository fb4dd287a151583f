using LvsPluggable.Host.Checks;
using LvsPluggable.Host.Director;
using LvsPluggable.Host.Discovery;
using LvsPluggable.Host.Hosting;
using LvsPluggable.Host.Tests.Support;

namespace LvsPluggable.Host.Tests.Hosting;

public sealed class FirstSynchronisationTests
{
    [Fact]
    public void It_is_long_enough_for_what_sources_and_checks_ask_for() =>
        Assert.Equal(TimeSpan.FromSeconds(20 + 10 + 5), FirstSynchronisation.Bound(Plan(isSet: false), action: null));

    [Fact]
    public void What_the_user_set_goes_before_what_they_ask_for() =>
        Assert.Equal(TimeSpan.FromSeconds(7 + 2 + 5), FirstSynchronisation.Bound(Plan(isSet: true), action: null));

    [Fact]
    public void It_is_over_before_the_action_that_waits_for_it() =>
        Assert.Equal(TimeSpan.FromSeconds(14), FirstSynchronisation.Bound(Plan(isSet: false), action: TimeSpan.FromSeconds(20)));

    private static CallDefaults Own(int seconds) => new() { Timeout = TimeSpan.FromSeconds(seconds) };

    private static DirectorPlan Plan(bool isSet) => new()
    {
        Services =
        [
            new ServiceDefinition
            {
                Services = [Make.Service],
                Sources = [new SourceRegistration("own", () => null!) { Defaults = Own(20) }, new SourceRegistration("none", () => null!)],
                Checks = [new CheckRegistration("own", _ => null!) { Defaults = Own(10) }],
                Discovery = new DiscoverySettings { Reach = new ReachRules { Port = 80 }, Timeout = TimeSpan.FromSeconds(7), TimeoutIsSet = isSet },
                Checking = new CheckSettings { Timeout = TimeSpan.FromSeconds(2), TimeoutIsSet = isSet },
            },
        ],
    };
}
