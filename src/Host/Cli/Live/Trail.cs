namespace LvsPluggable.Host.Cli.Live;

/// <summary>The last numbers of something, one a look, the oldest first; null where there was none.</summary>
internal sealed class Trail
{
    private const int Longest = 60;
    private const string Blocks = "▁▂▃▄▅▆▇█";

    private readonly Queue<double?> _numbers = new();

    public void Add(double? number)
    {
        _numbers.Enqueue(number);
        if (_numbers.Count > Longest)
        {
            _numbers.Dequeue();
        }
    }

    /// <summary>The last of them as a curve: from zero to the greatest that is shown, the newest at the right.</summary>
    /// <param name="width">How many.</param>
    public string Curve(int width)
    {
        var shown = _numbers.TakeLast(width).ToList();
        var most = Math.Max(1, shown.Max() ?? 0);
        return string.Concat(shown.Select(number => number is null ? ' ' : Blocks[(int)Math.Round(number.Value / most * (Blocks.Length - 1))])).PadLeft(width);
    }
}
