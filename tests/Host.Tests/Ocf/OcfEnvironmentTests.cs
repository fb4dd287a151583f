using System.Collections;
using LvsPluggable.Host.Ocf;

namespace LvsPluggable.Host.Tests.Ocf;

public sealed class OcfEnvironmentTests
{
    [Fact]
    public void Only_the_resource_s_own_parameters_are_given()
    {
        var environment = OcfEnvironment.Read(new Hashtable
        {
            ["OCF_RESKEY_vip"] = "10.0.0.1",
            ["OCF_RESKEY_default_weight"] = "",
            ["OCF_RESKEY_CRM_meta_timeout"] = "20000",
            ["OCF_RESKEY_CRM_meta_on_node"] = "node1",
            ["OCF_RESKEY_crm_feature_set"] = "3.15.0",
            ["OCF_RESKEY_trace_ra"] = "1",
            ["OCF_RESKEY_trace_file"] = "/tmp/trace",
            ["OCF_RESKEY_trace_dir"] = "/tmp/traces",
            ["OCF_RESKEY_depth"] = "0",
            ["OCF_RESKEY_"] = "nothing",
            ["OCF_RESOURCE_INSTANCE"] = "lvs",
            ["HA_RSCTMP"] = "/run/elsewhere",
            ["vip"] = "10.0.0.2",
        });

        Assert.Equal(new Dictionary<string, string> { ["vip"] = "10.0.0.1" }, environment.Given);
        Assert.Equal("lvs", environment.Instance);
        Assert.Equal(TimeSpan.FromSeconds(20), environment.ActionTimeout);
        Assert.Equal("/run/elsewhere", environment.StateRoot);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("0")]
    public void Without_a_cluster_manager_there_are_defaults(string? timeout)
    {
        var variables = new Hashtable();
        if (timeout is not null)
        {
            variables["OCF_RESKEY_CRM_meta_timeout"] = timeout;
        }

        var environment = OcfEnvironment.Read(variables);

        Assert.Empty(environment.Given);
        Assert.Equal("default", environment.Instance);
        Assert.Null(environment.ActionTimeout);
        Assert.Equal("/run/resource-agents", environment.StateRoot);
    }
}
