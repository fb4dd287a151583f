using System.Text;

namespace LvsPluggable.Plugins.Processes;

/// <summary>What was read from one pipe, up to a bound; what exceeds it pushes out the oldest.</summary>
/// <param name="maximumLength">The most bytes that are kept.</param>
internal sealed class BoundedOutput(int maximumLength)
{
    private readonly List<byte> _bytes = [];

    /// <summary>Whether bytes were pushed out.</summary>
    public bool Overflowed { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        if (_bytes.Count > maximumLength)
        {
            Overflowed = true;
            _bytes.RemoveRange(0, _bytes.Count - maximumLength);
        }
    }

    public override string ToString() => Encoding.UTF8.GetString([.. _bytes]);
}
