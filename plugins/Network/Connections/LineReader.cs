using System.Text;
using LvsPluggable.Plugins.Network.Failures;

namespace LvsPluggable.Plugins.Network.Connections;

/// <summary>Reads lines of text that another machine sends, within bounds.</summary>
/// <param name="stream">Where they come from.</param>
/// <param name="most">How many bytes are read of it altogether.</param>
internal sealed class LineReader(Stream stream, int most)
{
    private readonly byte[] _buffer = new byte[1024];
    private readonly List<byte> _line = [];
    private int _position;
    private int _length;
    private int _read;

    /// <summary>The next line, without its end.</summary>
    /// <returns>Null at the end of the stream; a last line needs no end.</returns>
    /// <exception cref="WrongAnswerException">There is more than is read.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        _line.Clear();
        while (_position < _length || await FillAsync(cancellationToken))
        {
            var rest = _buffer.AsMemory(_position, _length - _position);
            var end = rest.Span.IndexOf((byte)'\n');
            _line.AddRange(end < 0 ? rest.Span : rest.Span[..end]);
            _position = end < 0 ? _length : _position + end + 1;
            if (end >= 0)
            {
                return Text();
            }
        }

        return _line.Count == 0 ? null : Text();
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_read == most)
        {
            throw new WrongAnswerException($"its answer is longer than {most} bytes");
        }

        _position = 0;
        _length = await stream.ReadAsync(_buffer.AsMemory(0, Math.Min(_buffer.Length, most - _read)), cancellationToken);
        _read += _length;
        return _length > 0;
    }

    private string Text() => Encoding.UTF8.GetString([.. _line]).TrimEnd('\r');
}
