namespace LvsPluggable.Kernel.Tests.Lab;

/// <summary>
/// A script that does what the test says at the moment: it sources a file that the test replaces, and notes each run.
/// Its arguments are <c>$1</c> and so on.
/// </summary>
internal sealed class TestScript
{
    private readonly string _behaviour;
    private readonly string _runs;

    /// <param name="folder">A folder of the test.</param>
    /// <param name="name">The script's name in it.</param>
    /// <param name="behaviour">What it does at first, in sh.</param>
    public TestScript(string folder, string name, string behaviour)
    {
        File = Path.Combine(folder, name);
        _behaviour = File + ".behaviour";
        _runs = File + ".runs";
        System.IO.File.WriteAllText(_runs, "");
        Behave(behaviour);
        System.IO.File.WriteAllText(File, $"#!/bin/sh\necho run >>{_runs}\n. {_behaviour}\n");
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>The script.</summary>
    public string File { get; }

    /// <summary>How often it was started.</summary>
    public int Runs => System.IO.File.ReadAllLines(_runs).Length;

    /// <summary>From now on it does this, in sh.</summary>
    public void Behave(string behaviour)
    {
        System.IO.File.WriteAllText(_behaviour + ".new", behaviour + "\n");
        System.IO.File.Move(_behaviour + ".new", _behaviour, overwrite: true);
    }

    /// <summary>From now on it lists these real servers.</summary>
    public void List(params int[] servers) => Behave("echo " + string.Join(' ', servers.Select(Laboratory.Address)));

    /// <summary>Waits until it was started so many times from now on.</summary>
    public Task HasRunAsync(int times, TimeSpan within)
    {
        var goal = Runs + times;
        return Eventually.MeetsAsync(
            runs => runs >= goal, () => Task.FromResult(Runs), $"{File} should have been started {goal} times.", within);
    }
}
