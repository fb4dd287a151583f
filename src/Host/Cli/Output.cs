using LvsPluggable.Host.Ocf;
using LvsPluggable.Text;

namespace LvsPluggable.Host.Cli;

/// <summary>What commands say when they fail.</summary>
internal static class Output
{
    /// <summary>Prints each sentence on standard error.</summary>
    public static int Fail(OcfExitCode code, IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            Terminal.Error.WriteLine(sentence);
        }

        return (int)code;
    }

    /// <summary>Prints a sentence on standard error as Pacemaker wants a reason to be marked (OCF resource agent API, "ocf-exit-reason").</summary>
    public static void ExitReason(string sentence) => Terminal.Error.WriteLine($"ocf-exit-reason:{OneLine.Of(sentence, int.MaxValue)}");
}
