using System.ComponentModel;
using System.Diagnostics;

namespace LvsPluggable.Kernel.Tests;

/// <summary>What tests against the kernel need. They are skipped, with the reason, where it is not there.</summary>
internal static class KernelRequirement
{
    private const string Table = "/proc/net/ip_vs";

    private static readonly Lazy<string?> Missing = new(FindMissing);

    /// <summary>Whether the tests can run.</summary>
    public static bool IsMet => Missing.Value is null;

    /// <summary>Skips the test unless this is root in a network namespace whose IPVS table nobody else uses.</summary>
    public static void SkipUnlessIpvs() => Skip.If(Missing.Value is not null, Missing.Value);

    private static string? FindMissing()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return "only root may change the IPVS table";
        }

        if (!File.Exists(Table))
        {
            Run("modprobe", "--quiet", "ip_vs");
        }

        if (!File.Exists(Table))
        {
            return "this kernel has no IPVS";
        }

        if (!File.Exists("/usr/sbin/ipvsadm") && !File.Exists("/sbin/ipvsadm"))
        {
            return "ipvsadm, which the kernel's table is compared with, is not installed";
        }

        if (File.ReadAllLines(Table).Length > 3)
        {
            // The tests clear the table; one that is in use is not theirs.
            return "the IPVS table is in use: run the tests in a network namespace of their own";
        }

        // Where no interface was ever up, IPVS takes every IPv4 address for a broadcast one and refuses it as a destination.
        Run("ip", "link", "set", "lo", "up");
        return null;
    }

    private static void Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(program, arguments);
            process.WaitForExit(TimeSpan.FromSeconds(20));
        }
        catch (Win32Exception)
        {
            // Without the program, what is missing shows in what is looked at next.
        }
    }
}
