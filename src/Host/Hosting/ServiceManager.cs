using System.Globalization;
using System.Net.Sockets;
using LvsPluggable.Host.Text;
using LvsPluggable.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LvsPluggable.Host.Hosting;

/// <summary>
/// Tells systemd, or who else has started the host and speaks sd_notify(3), how the host is. Where nobody listens, nothing is said.
/// Members may be called from several threads.
/// </summary>
/// <param name="socket">Where it listens; null when it does not.</param>
/// <param name="watchdog">After what time without a beat it ends the host; null when it does not.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it is said that it cannot be told.</param>
internal sealed class ServiceManager(NotifySocket? socket, TimeSpan? watchdog, TimeProvider time, ILogger log) : IDisposable
{
    private readonly Lock _lock = new();
    private string? _status;
    private string? _failure;
    private long _beaten;
    private bool _isReady;
    private bool _isEnding;

    /// <summary>Nobody.</summary>
    public static ServiceManager None { get; } = new(null, null, TimeProvider.System, NullLogger.Instance);

    /// <summary>Whether anybody listens.</summary>
    public bool Listens => socket is not null;

    /// <summary>How often <see cref="Beat"/> is to be called at least; null when it does not matter.</summary>
    public TimeSpan? LongestPause => watchdog / 4;

    /// <summary>
    /// The manager that started this process, by what it says in <c>NOTIFY_SOCKET</c>, <c>WATCHDOG_USEC</c> and <c>WATCHDOG_PID</c>. They
    /// are taken out of the environment: no program that the host starts is to speak for it.
    /// </summary>
    /// <param name="isMeant">Whether this process is what it started; else nothing is said.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Where it is said that it cannot be told.</param>
    public static ServiceManager Take(bool isMeant, TimeProvider time, ILogger log)
    {
        var address = TakeVariable("NOTIFY_SOCKET");
        var microseconds = TakeVariable("WATCHDOG_USEC");
        var process = TakeVariable("WATCHDOG_PID");
        if (!isMeant || string.IsNullOrEmpty(address))
        {
            return None;
        }

        TimeSpan? watchdog =
            (string.IsNullOrEmpty(process) || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            && int.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                ? TimeSpan.FromMicroseconds(number)
                : null;
        try
        {
            return new ServiceManager(new NotifySocket(address), watchdog, time, log);
        }
        catch (ArgumentException problem)
        {
            log.LogWarning("The service manager cannot be told: {Reason}", Words.Of(problem));
            return None;
        }
    }

    /// <summary>Says that the host does its work from now on.</summary>
    /// <param name="status">How it is, in a few words.</param>
    public void Ready(string status)
    {
        lock (_lock)
        {
            _isReady = true;
            _beaten = time.GetTimestamp();
            SendReady(status);
        }
    }

    /// <summary>Says that a reload has begun. To be followed by <see cref="Reloaded"/>.</summary>
    public void Reloading()
    {
        lock (_lock)
        {
            if (_isReady)
            {
                // From the same clock as CLOCK_MONOTONIC.
                Send("RELOADING=1", $"MONOTONIC_USEC={time.GetElapsedTime(0).Ticks / TimeSpan.TicksPerMicrosecond}");
            }
        }
    }

    /// <summary>Says that a reload is over, whatever came of it.</summary>
    /// <param name="status">How the host is, in a few words.</param>
    public void Reloaded(string status)
    {
        lock (_lock)
        {
            // It counts on from the last beat.
            if (_isReady)
            {
                SendReady(status);
            }
        }
    }

    /// <summary>Says that the host lives when that is due, and how it is when that has changed.</summary>
    /// <param name="status">How it is, in a few words; null when that was not looked at.</param>
    public void Beat(string? status)
    {
        lock (_lock)
        {
            if (status is not null && status != _status)
            {
                Send(StatusLine(status));
            }

            if (watchdog / 2 is { } pause && time.GetElapsedTime(_beaten) >= pause)
            {
                _beaten = time.GetTimestamp();
                Send("WATCHDOG=1");
            }
        }
    }

    /// <summary>Says why the host did not start.</summary>
    public void Refused(string reason)
    {
        lock (_lock)
        {
            Send(StatusLine(reason));
        }
    }

    /// <summary>Says that the host is ending, and nothing afterwards.</summary>
    public void Stopping()
    {
        lock (_lock)
        {
            Send("STOPPING=1");
            _isEnding = true;
        }
    }

    public void Dispose() => socket?.Dispose();

    private void SendReady(string status) => Send("READY=1", StatusLine(status));

    private static string? TakeVariable(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, null);
        return value;
    }

    private string StatusLine(string status)
    {
        _status = status;
        return $"STATUS={OneLine.Of(status)}";
    }

    private void Send(params string[] assignments)
    {
        if (socket is null || _isEnding)
        {
            return;
        }

        try
        {
            socket.Send(string.Join('\n', assignments));
            _failure = null;
        }
        catch (SocketException problem)
        {
            if (problem.Message != _failure)
            {
                log.LogWarning("The service manager cannot be told: {Reason}", Words.Of(problem));
            }

            _failure = problem.Message;
        }
    }
}
