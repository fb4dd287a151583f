namespace Hostile;

/// <summary>What a plugin does beside the calls that the host makes.</summary>
internal static class HostileThread
{
    // A whole stack of frames takes the runtime minutes to print where a processor is slow.
    private const int Stack = 256 * 1024;

    public static void Start(string word)
    {
        var thread = new Thread(() => Run(word), Stack) { IsBackground = word != "process-foreground" };
        thread.Start();
    }

    private static void Run(string word)
    {
        switch (word)
        {
            case "process-foreground":
                Forever.Block<bool>();
                break;
            case "process-prints":
                while (true)
                {
                    Console.Error.WriteLine(new string('x', 200));
                    Console.WriteLine(new string('y', 200));
                }

            case "process-throws":
                throw new InvalidOperationException("a thread of the hostile plugin throws");
            case "process-throws-async":
                ThrowLater();
                break;
            case "process-recurses":
                Recurse(1);
                break;
            case "process-exits":
                Environment.Exit(0);
                break;
            case "process-fails-fast":
                Environment.FailFast("the hostile plugin fails fast");
                break;
        }
    }

    private static async void ThrowLater()
    {
        await Task.Yield();
        throw new InvalidOperationException("an async void of the hostile plugin throws");
    }

    private static int Recurse(int depth) => Recurse(depth + 1) + depth;
}
