using System.ComponentModel;
using System.Runtime.InteropServices;
using LvsPluggable.Plugins.Processes;

namespace LvsPluggable.Plugins.Scripts;

/// <summary>The users and groups that this machine knows, wherever it has them from (nsswitch.conf(5)).</summary>
internal static unsafe partial class UserDatabase
{
    // For the strings of one entry; a group's has the names of all its members.
    private const int BufferSize = 1024 * 1024;

    // asm-generic/errno-base.h; getpwnam(3) names them among those that mean that there is no such entry.
    private static readonly int[] NoSuchEntry = [0, 1, 2, 3, 9];

    /// <summary>The user of a name; null when there is none.</summary>
    /// <exception cref="Win32Exception">It cannot be told.</exception>
    public static ProgramUser? FindUser(string name)
    {
        fixed (byte* buffer = new byte[BufferSize])
        {
            var error = GetUserByName(name, out var entry, buffer, BufferSize, out var found);
            return IsThere(error, found) ? Read(entry) : null;
        }
    }

    /// <summary>The user of a number; null when there is none.</summary>
    /// <exception cref="Win32Exception">It cannot be told.</exception>
    public static ProgramUser? FindUser(uint number)
    {
        fixed (byte* buffer = new byte[BufferSize])
        {
            var error = GetUserByNumber(number, out var entry, buffer, BufferSize, out var found);
            return IsThere(error, found) ? Read(entry) : null;
        }
    }

    /// <summary>The number of a group; null when there is none of that name.</summary>
    /// <exception cref="Win32Exception">It cannot be told.</exception>
    public static uint? FindGroup(string name)
    {
        fixed (byte* buffer = new byte[BufferSize])
        {
            var error = GetGroupByName(name, out var entry, buffer, BufferSize, out var found);
            return IsThere(error, found) ? entry.Number : null;
        }
    }

    private static bool IsThere(int error, nint found) => found != 0
        || (NoSuchEntry.Contains(error) ? false : throw new Win32Exception(error));

    private static ProgramUser Read(UserEntry entry) => new()
    {
        User = entry.User,
        Group = entry.Group,
        Name = Marshal.PtrToStringUTF8(entry.Name),
        Home = Marshal.PtrToStringUTF8(entry.Home),
    };

    [LibraryImport("libc", EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetUserByName(string name, out UserEntry entry, byte* buffer, nuint length, out nint found);

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetUserByNumber(uint number, out UserEntry entry, byte* buffer, nuint length, out nint found);

    [LibraryImport("libc", EntryPoint = "getgrnam_r", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetGroupByName(string name, out GroupEntry entry, byte* buffer, nuint length, out nint found);

    // struct passwd of pwd.h.
    [StructLayout(LayoutKind.Sequential)]
    private struct UserEntry
    {
        public nint Name;
        public nint Password;
        public uint User;
        public uint Group;
        public nint Comment;
        public nint Home;
        public nint Shell;
    }

    // struct group of grp.h.
    [StructLayout(LayoutKind.Sequential)]
    private struct GroupEntry
    {
        public nint Name;
        public nint Password;
        public uint Number;
        public nint Members;
    }
}
