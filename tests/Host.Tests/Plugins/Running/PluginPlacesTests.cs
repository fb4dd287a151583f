using LvsPluggable.Host.Plugins.Running;
using LvsPluggable.Host.Threads;

namespace LvsPluggable.Host.Tests.Plugins.Running;

public sealed class PluginPlacesTests
{
    [Theory]
    [InlineData(12, 6)]
    [InlineData(13, 6)]
    [InlineData(1, 1)]
    public void Each_plugin_has_the_same_number_of_places_whatever_it_brings(int concurrency, int each)
    {
        var places = PluginPlaces.Share(concurrency, ["many", "many", "one", "many", "many"]);

        Assert.Equal(["many", "one"], places.Keys.Order(StringComparer.Ordinal));
        Assert.All(places.Values, own => Assert.Equal(each, CountOf(own)));
    }

    private static int CountOf(Places places)
    {
        var count = 0;
        while (places.EnterAsync("check", CancellationToken.None).IsCompleted)
        {
            count++;
        }

        return count;
    }
}
