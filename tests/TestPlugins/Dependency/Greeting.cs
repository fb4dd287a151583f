namespace LvsPluggable.TestPlugins;

/// <summary>What two plugins use in two versions.</summary>
public static class Greeting
{
#if VERSION_ONE
    public static string Text => "one";
#else
    public static string Text => "two";
#endif
}
