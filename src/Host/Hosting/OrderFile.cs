using System.Text.Json;
using LvsPluggable.Host.Director.Orders;
using LvsPluggable.Host.Text;

namespace LvsPluggable.Host.Hosting;

/// <summary>What operators asked for, as a file that survives stop and reboot.</summary>
internal sealed class OrderFile
{
    private readonly string _path;

    /// <param name="folder">The folder; it is made when it is needed.</param>
    /// <param name="instance">The resource instance, after which the file is named.</param>
    public OrderFile(string folder, string instance) => _path = Path.Combine(folder, $"{instance}.orders.json");

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    /// <exception cref="JsonException">It is not understood.</exception>
    public OperatorOrders Read()
    {
        if (!File.Exists(_path))
        {
            return OperatorOrders.None;
        }

        using var stream = File.OpenRead(_path);
        var all = JsonSerializer.Deserialize(stream, ControlJson.Default.IReadOnlyListOperatorOrder);
        return new OperatorOrders(all ?? throw new JsonException("the file is empty"));
    }

    /// <summary>Replaces the file; it is on the disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public void Write(OperatorOrders orders)
    {
        Directory.CreateDirectory(
            Path.GetDirectoryName(_path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        WholeFile.Replace(
            _path,
            WholeFile.OwnerOnly,
            isDurable: true,
            stream => JsonSerializer.Serialize(stream, orders.All, ControlJson.Default.IReadOnlyListOperatorOrder));
    }
}
