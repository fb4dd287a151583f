using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Versioning;

namespace LvsPluggable.Host.Plugins.Loading;

/// <summary>What an assembly says of itself, read without loading it.</summary>
internal sealed class AssemblyMetadata
{
    public required AssemblyName Name { get; init; }

    public required IReadOnlyList<AssemblyName> References { get; init; }

    /// <summary>What it was built for; null when it does not say.</summary>
    public required FrameworkName? Framework { get; init; }

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

        return new AssemblyMetadata
        {
            Name = reader.GetAssemblyDefinition().GetAssemblyName(),
            References = references,
            Framework = FrameworkOf(reader),
        };
    }

    private static FrameworkName? FrameworkOf(MetadataReader reader)
    {
        foreach (var handle in reader.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
                && reader.StringComparer.Equals(reader.GetTypeReference((TypeReferenceHandle)parent).Name, nameof(TargetFrameworkAttribute)))
            {
                // A custom attribute's value begins with two bytes, 0x0001, and the string follows (ECMA-335, II.23.3).
                var value = reader.GetBlobReader(attribute.Value);
                return value.ReadUInt16() == 1 && value.ReadSerializedString() is { Length: > 0 } text ? Parsed(text) : null;
            }
        }

        return null;
    }

    private static FrameworkName? Parsed(string text)
    {
        try
        {
            return new FrameworkName(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
