using Mono.Cecil;
using Mono.Cecil.Cil;

namespace PortfolioLedger.Core.Tests;

/// <summary>
/// Everything that compiled code mentions, as full names: types of members, locals, bases and
/// attributes, and every type, method and field an instruction touches, with type arguments.
/// </summary>
internal static class Mentions
{
    /// <summary>The mentions of a whole assembly, each with the member it stands in.</summary>
    internal static IReadOnlyList<(string Place, string Name)> Of(string assemblyPath)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(assemblyPath);
        return [.. assembly.MainModule.GetTypes().SelectMany(InType)];
    }

    /// <summary>The mentions of one type and of those nested in it.</summary>
    internal static IReadOnlyList<(string Place, string Name)> Of(Type type)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(type.Assembly.Location);
        var root = assembly.MainModule.GetType(type.FullName!.Replace('+', '/'));
        return [.. WithNested(root).SelectMany(InType)];
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) =>
        type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static IEnumerable<(string Place, string Name)> InType(TypeDefinition type)
    {
        var outside = type.Interfaces.Select(each => each.InterfaceType)
            .Concat(type.Fields.Select(field => field.FieldType))
            .Concat(Attributes(type)).Concat(type.Fields.SelectMany(Attributes))
            .Concat(type.Properties.SelectMany(Attributes))
            .Concat(type.GenericParameters.SelectMany(Constraints));
        if (type.BaseType is { } parent) outside = outside.Append(parent);
        return outside.Select(each => (type.FullName, each.FullName))
            .Concat(type.Methods.SelectMany(InMethod));
    }

    private static IEnumerable<(string Place, string Name)> InMethod(MethodDefinition method)
    {
        var signature = method.Parameters.Select(parameter => parameter.ParameterType)
            .Append(method.ReturnType)
            .Concat(method.Parameters.SelectMany(Attributes))
            .Concat(Attributes(method))
            .Concat(method.GenericParameters.SelectMany(Constraints))
            .Select(type => type.FullName);
        var body = method.HasBody ? InBody(method.Body) : [];
        return signature.Concat(body).Select(name => (method.FullName, name));
    }

    private static IEnumerable<string> InBody(MethodBody body) =>
        body.Variables.Select(local => local.VariableType.FullName)
            .Concat(body.ExceptionHandlers
                .Where(handler => handler.CatchType is not null)
                .Select(handler => handler.CatchType.FullName))
            .Concat(body.Instructions.Select(each => each.Operand).OfType<MemberReference>()
                .SelectMany(Names));

    /// <summary>A generic method's arguments stand beside its name.</summary>
    private static IEnumerable<string> Names(MemberReference member) =>
        member is GenericInstanceMethod generic
            ? generic.GenericArguments.Select(type => type.FullName).Append(generic.FullName)
            : [member.FullName];

    private static IEnumerable<TypeReference> Constraints(GenericParameter parameter) =>
        parameter.Constraints.Select(each => each.ConstraintType);

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider holder) =>
        holder.CustomAttributes.Select(attribute => attribute.AttributeType);
}
