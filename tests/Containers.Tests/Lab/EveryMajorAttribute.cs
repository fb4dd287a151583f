using System.Reflection;
using Xunit.Sdk;

namespace LvsPluggable.Containers.Tests.Lab;

/// <summary>Runs a test once for each of <see cref="Majors.All"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryMajorAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Majors.All.Select(major => new object[] { major });
}
