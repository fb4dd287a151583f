using System.Runtime.InteropServices;

namespace LvsPluggable.Plugins.Processes;

/// <summary>struct pollfd of poll.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    /// <summary>The descriptor; a negative one is passed over.</summary>
    public int Descriptor;

    public short Events;

    public short ReturnedEvents;
}
