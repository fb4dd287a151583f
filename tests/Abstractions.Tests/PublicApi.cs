using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace LvsPluggable.Tests;

/// <summary>Writes the public surface of an assembly as sorted lines, one a type and one a member.</summary>
internal sealed class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly NullabilityInfoContext _nullability = new();

    public IReadOnlyList<string> Lines(Assembly assembly)
    {
        var lines = new List<string>();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            lines.Add(Heading(type));
            lines.AddRange(Members(type).Select(member => "    " + member).Order(StringComparer.Ordinal));
        }

        return lines;
    }

    private static bool IsShown(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static string Heading(Type type)
    {
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsEnum: true } => "enum",
            { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var bases = new[] { type.BaseType }
            .Where(parent => parent is not null && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
            .Concat(type.IsEnum ? [] : type.GetInterfaces().OrderBy(parent => parent.ToString(), StringComparer.Ordinal))
            .Select(parent => Name(parent!));
        return $"{kind} {Name(type)} : {string.Join(", ", bases)}".TrimEnd(' ', ':');
    }

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsByRef || type.IsArray)
        {
            return Name(type.GetElementType()!) + (type.IsArray ? "[]" : "");
        }

        var name = type.Namespace == typeof(ILvsPlugin).Namespace ? type.Name : $"{type.Namespace}.{type.Name}";
        return type.IsGenericType
            ? $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name;
    }

    private static string Name(NullabilityInfo info, NullabilityState state)
    {
        var type = info.Type;
        var name = type switch
        {
            { IsArray: true } when info.ElementType is { } element => Name(element, element.ReadState) + "[]",
            { IsGenericType: true } when info.GenericTypeArguments.Length > 0 && Nullable.GetUnderlyingType(type) is null =>
                Name(type)[..Name(type).IndexOf('<', StringComparison.Ordinal)]
                    + $"<{string.Join(", ", info.GenericTypeArguments.Select(argument => Name(argument, argument.ReadState)))}>",
            _ => Name(type),
        };
        return state == NullabilityState.Nullable && !type.IsValueType ? name + "?" : name;
    }

    private IEnumerable<string> Members(Type type)
    {
        foreach (var field in type.GetFields(Declared).Where(field => field.IsPublic && (!type.IsEnum || field.IsLiteral)))
        {
            yield return field.IsLiteral
                ? $"const {Name(field.FieldType)} {field.Name} = {Convert.ToInt64(field.GetRawConstantValue())}"
                : $"field {Name(field.FieldType)} {field.Name}";
        }

        foreach (var constructor in type.GetConstructors(Declared).Where(IsShown))
        {
            yield return $"constructor({Parameters(constructor)})";
        }

        foreach (var property in type.GetProperties(Declared).Where(property => IsShown(property.GetMethod)))
        {
            yield return Property(property);
        }

        foreach (var method in type.GetMethods(Declared).Where(method => IsShown(method) && !IsOfProperty(method)))
        {
            var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
            var result = _nullability.Create(method.ReturnParameter);
            yield return $"{Modifiers(method)}{Name(result, result.ReadState)} {method.Name}{generic}({Parameters(method)})";
        }
    }

    private static bool IsOfProperty(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Modifiers(MethodInfo method) =>
        method switch { { IsStatic: true } => "static ", { IsAbstract: true, DeclaringType.IsInterface: false } => "abstract ", _ => "" };

    private string Property(PropertyInfo property)
    {
        var accessors = new StringBuilder("get;");
        if (IsShown(property.SetMethod))
        {
            var isInit = property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
            accessors.Append(isInit ? " init;" : " set;");
        }

        var info = _nullability.Create(property);
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{Modifiers(property.GetMethod!)}{required}{Name(info, info.ReadState)} {property.Name} {{ {accessors} }}";
    }

    private string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
    {
        var info = _nullability.Create(parameter);
        var value = parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : "";
        return $"{(parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : "")}{Name(info, info.ReadState)} {parameter.Name}{value}";
    }));
}
