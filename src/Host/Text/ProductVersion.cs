namespace LvsPluggable.Host.Text;

/// <summary>The version of the host, as people and meta-data are shown it.</summary>
internal static class ProductVersion
{
    public static string Text { get; } = typeof(ProductVersion).Assembly.GetName().Version!.ToString(3);
}
