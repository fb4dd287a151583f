using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>What an assembly says of itself, read without loading it.</summary>
internal sealed class AssemblyMetadata
{
    public required AssemblyName Name { get; init; }

    public required IReadOnlyList<AssemblyName> References { get; init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadImageFormatException">It is not a portable executable.</exception>
    /// <exception cref="InvalidOperationException">It is one without .NET code, or a module of an assembly.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static AssemblyMetadata Read(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        var reader = image.GetMetadataReader();
        var references = new List<AssemblyName>();
        foreach (var handle in reader.AssemblyReferences)
        {
            references.Add(reader.GetAssemblyReference(handle).GetAssemblyName());
        }

        return new AssemblyMetadata { Name = reader.GetAssemblyDefinition().GetAssemblyName(), References = references };
    }
}
