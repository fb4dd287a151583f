using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using LvsPluggable.Plugins.Sockets;
using Npgsql;

namespace LvsPluggable.Postgres.Failures;

/// <summary>
/// What every failure means. SQLSTATEs are those of PostgreSQL's appendix "Error Codes"; the first row that fits counts.
/// </summary>
internal static class FailureTable
{
    private static readonly (string Code, Verdict Verdict)[] SqlStates =
    [
        ("57P03", Verdict.Unhealthy),     // cannot_connect_now: starting up, shutting down, not yet consistent, in recovery mode
        ("57P01", Verdict.Reconnect),     // admin_shutdown: fast stop, pg_terminate_backend, or the postmaster died
        ("57P02", Verdict.Reconnect),     // crash_shutdown: another backend crashed, or an immediate stop
        ("57P05", Verdict.Reconnect),     // idle_session_timeout
        ("57P04", Verdict.Misconfigured), // database_dropped
        ("57014", Verdict.Repeat),        // query_canceled: a conflict with recovery, statement_timeout
        ("40001", Verdict.Repeat),        // serialization_failure: a conflict with recovery
        ("40P01", Verdict.Repeat),        // deadlock_detected: a conflict with recovery
        ("55000", Verdict.Repeat),        // object_not_in_prerequisite_state: promoted between two functions of one query
        ("53300", Verdict.Unknown),       // too_many_connections: a full server is not a broken one
        ("28", Verdict.Misconfigured),    // invalid authorization: wrong password, no such role, no pg_hba.conf entry
        ("3D000", Verdict.Misconfigured), // no such database
        ("42", Verdict.Misconfigured),    // no privilege, or no PostgreSQL that knows these views
        ("0A000", Verdict.Misconfigured), // feature_not_supported: something else that speaks the protocol
        ("08", Verdict.Reconnect),        // connection exceptions
        ("53", Verdict.Failing),          // out of memory, disk full
        ("58", Verdict.Failing),          // system errors: input and output
        ("XX", Verdict.Failing),          // internal errors, corruption
    ];

    /// <summary>Judges what an attempt to connect or to query threw.</summary>
    /// <param name="problem">What was thrown; not a cancellation.</param>
    public static Failure Of(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            if (Judge(cause) is { } failure)
            {
                return failure;
            }
        }

        return new Failure(Verdict.Unknown, problem.Message);
    }

    private static Failure? Judge(Exception cause) => cause switch
    {
        FailureException judged => judged.Failure,
        PostgresException answer => new Failure(Judge(answer.SqlState), $"{answer.MessageText} ({answer.SqlState})"),
        SocketException socket => Judge(socket),
        TimeoutException => new Failure(Verdict.Failing, "no answer in time"),
        AuthenticationException => new Failure(Verdict.Misconfigured, $"TLS: {cause.Message}"),
        EndOfStreamException => new Failure(Verdict.Reconnect, "the server closed the connection"),

        // Files of passwords and certificates.
        FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or InvalidDataException
            or CryptographicException or InvalidOperationException => new Failure(Verdict.Misconfigured, cause.Message),

        // Wrapped ones come before plain ones: what is inside tells more.
        IOException { InnerException: null } => new Failure(Verdict.Reconnect, "the connection broke"),
        NpgsqlException { InnerException: null } => new Failure(Verdict.Misconfigured, cause.Message),
        _ => null,
    };

    private static Verdict Judge(string sqlState)
    {
        foreach (var (code, verdict) in SqlStates)
        {
            if (sqlState.StartsWith(code, StringComparison.Ordinal))
            {
                return verdict;
            }
        }

        return Verdict.Unknown;
    }

    private static Failure Judge(SocketException socket)
    {
        var (verdict, words) = SocketFailures.Of(socket);
        return new Failure(Meaning(verdict), words);
    }

    private static Verdict Meaning(SocketVerdict verdict) => verdict switch
    {
        SocketVerdict.Refused => Verdict.Unhealthy,
        SocketVerdict.Ended => Verdict.Reconnect,
        SocketVerdict.Unreached => Verdict.Failing,
        SocketVerdict.Misconfigured => Verdict.Misconfigured,
        _ => Verdict.Unknown,
    };
}
