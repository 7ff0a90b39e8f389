using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace PortfolioLedger.Http.OpenApi;

/// <summary>
/// What doc comments say of types and their members, for the API description: from the files that
/// the compiler writes beside the assemblies. Without such a file there are no words.
/// </summary>
internal static class DocComments
{
    private static readonly ConcurrentDictionary<
        Assembly,
        ImmutableDictionary<string, string>
    > Known = [];

    /// <summary>The summary of a type; null when nobody wrote one.</summary>
    public static string? Find(Type type) => Find(type, $"T:{NameOf(type)}");

    /// <summary>The summary of a property or of a member of an enum.</summary>
    public static string? Find(MemberInfo member) => Find(member.DeclaringType!,
        $"{(member is FieldInfo ? 'F' : 'P')}:{NameOf(member.DeclaringType!)}.{member.Name}");

    private static string? Find(Type type, string name) =>
        Known.GetOrAdd(type.Assembly, Read).GetValueOrDefault(name);

    private static string NameOf(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static ImmutableDictionary<string, string> Read(Assembly assembly)
    {
        var file = Path.ChangeExtension(assembly.Location, ".xml");
        if (!File.Exists(file))
            return ImmutableDictionary<string, string>.Empty;
        return XDocument.Load(file).Descendants("member")
            .Select(m => (Name: (string)m.Attribute("name")!, Text: TextOf(m.Element("summary"))))
            .Where(m => m.Text.Length > 0)
            .ToImmutableDictionary(m => m.Name, m => m.Text);
    }

    private static string TextOf(XElement? summary)
    {
        var text = new StringBuilder();
        foreach (var node in summary?.DescendantNodes() ?? [])
            if (node is XText plain)
                text.Append(plain.Value);
            else if (node is XElement { IsEmpty: true } reference)
                text.Append(LastPart(reference));
        return string.Join(
            ' ',
            text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
    }

    /// <summary>
    /// <c>RankedItem</c> of a reference to <c>T:PortfolioLedger.Core.Views.RankedItem</c>.
    /// </summary>
    private static string LastPart(XElement reference)
    {
        var target = (string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name")
            ?? (string?)reference.Attribute("langword") ?? "";
        var name = target.Split('(')[0];
        return name[(name.LastIndexOfAny(['.', ':']) + 1)..];
    }
}
