using System.Runtime.InteropServices;

namespace LvsPluggable.Host.Cli;

/// <summary>Turns the signals that ask a process to end into a cancelled token, and SIGHUP and SIGCONT into something else where that is wanted.</summary>
internal sealed class Termination : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public Termination()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, signal == PosixSignal.SIGHUP ? EndUnlessTold : End));
        }

        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Continue?.Invoke()));
    }

    /// <summary>What SIGHUP does instead of ending the process.</summary>
    public Action? HangUp { private get; set; }

    /// <summary>What SIGCONT does; it does no harm to a process that has not got so far as to be told.</summary>
    public Action? Continue { private get; set; }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void End(PosixSignalContext context)
    {
        context.Cancel = true;
        _source.Cancel();
    }

    private void EndUnlessTold(PosixSignalContext context)
    {
        if (HangUp is not { } hangUp)
        {
            End(context);
            return;
        }

        context.Cancel = true;
        hangUp();
    }
}
