namespace Hostile;

/// <summary>What a plugin does beside the calls that the host makes.</summary>
internal static class HostileThread
{
    public static void Start(string word)
    {
        var thread = new Thread(() => Run(word)) { IsBackground = word != "process-foreground" };
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
            case "process-fails-fast":
                Environment.FailFast("the hostile plugin fails fast");
                break;
        }
    }
}
