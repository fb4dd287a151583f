using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LvsPluggable.Plugins.Processes;

/// <summary>The processes that a program consists of: its process group, whose leader is the child that was started.</summary>
internal sealed class ProcessGroup(Process leader)
{
    /// <summary>How long the group has between SIGTERM and SIGKILL.</summary>
    public static readonly TimeSpan TerminationGrace = TimeSpan.FromMilliseconds(500);

    // Not longer: what SIGKILL does not end at once is in an uninterruptible wait, for a dead NFS server say, or is dead and waits
    // for an init that is slow to notice.
    private static readonly TimeSpan KillGrace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly int _id = leader.Id;

    /// <summary>Ends what is left of the group and reaps the leader.</summary>
    public void End()
    {
        if (!IsAlive())
        {
            return;
        }

        Signal(Libc.Terminate);
        if (!WaitUntilGone(TerminationGrace))
        {
            Signal(Libc.Kill);
            WaitUntilGone(KillGrace);
        }
    }

    private bool WaitUntilGone(TimeSpan grace)
    {
        var start = Stopwatch.GetTimestamp();
        while (IsAlive())
        {
            if (Stopwatch.GetElapsedTime(start) > grace)
            {
                return false;
            }

#pragma warning disable RS0030 // The kernel tells nobody when the last process of a group has ended.
            Thread.Sleep(PollInterval);
#pragma warning restore RS0030
        }

        return true;
    }

    // HasExited reaps. The group's number is not given to another process as long as one member lives.
    private bool IsAlive() => !leader.HasExited || Libc.SendSignal(-_id, 0) == 0;

    private void Signal(int signal)
    {
        // There is no group yet when the leader was started just now; it makes one before it starts the program.
        if (Libc.SendSignal(-_id, signal) != 0 && Marshal.GetLastPInvokeError() == Libc.NoSuchProcess && !leader.HasExited)
        {
            _ = Libc.SendSignal(_id, signal);
        }
    }
}
