using System.Runtime.InteropServices;
using System.Text;

namespace LvsPluggable.Postgres.Tests.Conninfo;

/// <summary>libpq itself, to ask what a connection string means (src/interfaces/libpq/libpq-fe.h).</summary>
internal static unsafe partial class LibPq
{
    private const string Library = "libpq.so.5";

    public static string? Absence { get; } =
        NativeLibrary.TryLoad(Library, out _) ? null : "libpq.so.5 is not installed (Debian package libpq5)";

    /// <summary>The keywords that this release knows.</summary>
    public static IReadOnlySet<string> Keywords { get; } = Absence is null ? ReadKeywords() : new HashSet<string>();

    /// <summary>The values of the keywords in a connection string, or what is wrong with it.</summary>
    public static (SortedDictionary<string, string>? Values, string? Error) Parse(string text)
    {
        byte* error = null;
        var options = PQconninfoParse(Bytes(text), &error);
        if (options is null)
        {
            var message = Text(error);
            PQfreemem(error);
            return (null, message);
        }

        var values = ReadValues(options);
        PQconninfoFree(options);
        return (values, null);
    }

    /// <summary>Opens a connection and tells what went wrong, the password it has, and the first row of a query.</summary>
    public static (string? Error, string? Password, string[] Row) Connect(string text, string query = "")
    {
        var connection = PQconnectdb(Bytes(text));
        try
        {
            var password = Text(PQpass(connection));
            if (PQstatus(connection) != 0)
            {
                return (Text(PQerrorMessage(connection)), password, []);
            }

            if (query.Length == 0)
            {
                return (null, password, []);
            }

            var result = PQexec(connection, Bytes(query));
            var row = Enumerable.Range(0, PQnfields(result)).Select(column => Text(PQgetvalue(result, 0, column))!).ToArray();
            PQclear(result);
            return (null, password, row);
        }
        finally
        {
            PQfinish(connection);
        }
    }

    /// <summary>
    /// What is used for a connection, which is not made: the values of the string, the service and the defaults. Or what is wrong.
    /// </summary>
    public static (SortedDictionary<string, string> Values, string? Error) Use(string text)
    {
        var connection = PQconnectdb(Bytes(text + " hostaddr=127.0.0.1 port=1"));
        try
        {
            var options = PQconninfo(connection);
            var values = ReadValues(options);
            PQconninfoFree(options);
            var error = Text(PQerrorMessage(connection))!;
            return (values, error.Contains("Connection refused", StringComparison.Ordinal) ? null : error);
        }
        finally
        {
            PQfinish(connection);
        }
    }

    /// <summary>Sets a variable of the environment as libpq sees it, for the rest of the run.</summary>
    public static void SetVariable(string name, string value) => Assert.Equal(0, SetEnv(Bytes(name), Bytes(value), 1));

    /// <summary>The values of options that have no other origin.</summary>
    public static SortedDictionary<string, string> Defaults()
    {
        var options = PQconndefaults();
        var values = ReadValues(options);
        PQconninfoFree(options);
        return values;
    }

    private static SortedDictionary<string, string> ReadValues(Option* options)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        for (var option = options; option->Keyword is not null; option++)
        {
            if (option->Value is not null)
            {
                values[Text(option->Keyword)!] = Text(option->Value)!;
            }
        }

        return values;
    }

    private static HashSet<string> ReadKeywords()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var options = PQconndefaults();
        for (var option = options; option->Keyword is not null; option++)
        {
            names.Add(Text(option->Keyword)!);
        }

        PQconninfoFree(options);
        return names;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text + "\0");

    private static string? Text(byte* text) => Marshal.PtrToStringUTF8((nint)text);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial Option* PQconninfoParse(byte[] conninfo, byte** error);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial Option* PQconndefaults();

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void PQconninfoFree(Option* options);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void PQfreemem(byte* memory);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint PQconnectdb(byte[] conninfo);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void PQfinish(nint connection);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int PQstatus(nint connection);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial byte* PQerrorMessage(nint connection);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial byte* PQpass(nint connection);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint PQexec(nint connection, byte[] query);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int PQnfields(nint result);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial byte* PQgetvalue(nint result, int row, int column);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void PQclear(nint result);

    [LibraryImport(Library)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial Option* PQconninfo(nint connection);

    [LibraryImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnv(byte[] name, byte[] value, int overwrite);

    // PQconninfoOption
    [StructLayout(LayoutKind.Sequential)]
    private struct Option
    {
        public byte* Keyword;
        public byte* Variable;
        public byte* Compiled;
        public byte* Value;
        public byte* Label;
        public byte* Display;
        public int Size;
    }
}
