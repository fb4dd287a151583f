using System.IO.Pipelines;

namespace LvsPluggable.Host.Web;

/// <summary>What a connection says and hears when its encryption is taken off.</summary>
internal sealed class EncryptedPipe(Stream encrypted) : IDuplexPipe
{
    public PipeReader Input { get; } = PipeReader.Create(encrypted, new StreamPipeReaderOptions(leaveOpen: true));

    public PipeWriter Output { get; } = PipeWriter.Create(encrypted, new StreamPipeWriterOptions(leaveOpen: true));
}
