using System.ComponentModel;
using System.Runtime.InteropServices;

namespace LvsPluggable.Trust;

/// <summary>Who owns a file, folder or symbolic link and who may write to it.</summary>
internal sealed unsafe partial class FileOwnership
{
    // linux/fcntl.h, linux/stat.h
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint BasicStatistics = 0x7ff;
    private const int Kind = 0b1111_000_000_000_000;
    private const int Link = 0b1010_000_000_000_000;
    private const int GroupOrOtherWrite = 0b000_010_010;
    private const int Sticky = 0b001_000_000_000;
    private const int LongestPath = 4096;

    /// <summary>The user's number.</summary>
    public required uint Owner { get; init; }

    /// <summary>Whether the group or everybody may write; an access control list shows as the group.</summary>
    public required bool OthersMayWrite { get; init; }

    /// <summary>Whether who may write to a folder may still not replace what others have there.</summary>
    public required bool IsSticky { get; init; }

    /// <summary>Whether it is a symbolic link, whose mode says nothing.</summary>
    public required bool IsLink { get; init; }

    /// <summary>The user that this process acts as.</summary>
    public static uint CurrentUser => GetEffectiveUser();

    /// <summary>The ownership of what has a path; a link at its end is not followed.</summary>
    /// <exception cref="Win32Exception">It cannot be read.</exception>
    public static FileOwnership Of(string path)
    {
        if (GetStatus(CurrentFolder, path, DoNotFollow, BasicStatistics, out var status) != 0)
        {
            throw new Win32Exception();
        }

        return new FileOwnership
        {
            Owner = status.User,
            OthersMayWrite = (status.Mode & GroupOrOtherWrite) != 0,
            IsSticky = (status.Mode & Sticky) != 0,
            IsLink = (status.Mode & Kind) == Link,
        };
    }

    /// <summary>The path of the same file that has no symbolic link in it.</summary>
    /// <exception cref="Win32Exception">It cannot be told.</exception>
    public static string RealPath(string path)
    {
        var buffer = stackalloc byte[LongestPath];
        return RealPath(path, buffer) == 0 ? throw new Win32Exception() : Marshal.PtrToStringUTF8((nint)buffer)!;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint RealPath(string path, byte* resolved);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetStatus(int folder, string path, int flags, uint mask, out StatusOfFile status);

    // struct statx of linux/stat.h, which unlike struct stat is the same on all architectures.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatusOfFile
    {
        [FieldOffset(20)]
        public uint User;

        [FieldOffset(28)]
        public ushort Mode;
    }
}
