namespace LvsPluggable.Host.Tests.Hosting;

/// <summary>Tests that take the thread pool from everybody else run alone.</summary>
[CollectionDefinition(nameof(StarvationCollection), DisableParallelization = true)]
public sealed class StarvationCollection;
