using System.Globalization;
using System.Text;
using CsCheck;
using PortfolioLedger.Core.AuditLog;
using PortfolioLedger.Core.Tests.Documentation;

namespace PortfolioLedger.Core.Tests.AuditLog;

/// <summary>A JSON value that can be written in many ways.</summary>
internal abstract record Json
{
    internal sealed record Scalar(string Text) : Json;

    internal sealed record Str(string Text) : Json;

    internal sealed record Arr(IReadOnlyList<Json> Items) : Json;

    internal sealed record Obj(IReadOnlyList<(string Key, Json Value)> Members) : Json;

    /// <summary>As generated: no white space, only the needed escapes.</summary>
    internal string Plain() => Write(this, null);

    /// <summary>The same value with members shuffled, white space and needless escapes.</summary>
    internal string Shuffled(Random random) => Write(this, random);

    private static string Write(Json json, Random? random) => json switch
    {
        Scalar scalar => Space(random) + scalar.Text + Space(random),
        Str text => Space(random) + Quote(text.Text, random) + Space(random),
        Arr array => "[" + Space(random)
            + string.Join(',', array.Items.Select(item => Write(item, random))) + "]",
        Obj members => "{" + Space(random) + string.Join(',', Shuffle(members.Members, random)
            .Select(member => $"{Quote(member.Key, random)}{Space(random)}:"
                + Write(member.Value, random) + Space(random))) + "}",
        _ => throw new InvalidOperationException(),
    };

    private static IEnumerable<(string Key, Json Value)> Shuffle(
        IReadOnlyList<(string Key, Json Value)> members, Random? random) =>
        random is null ? members : members.OrderBy(_ => random.Next()).ToList();

    private static string Space(Random? random) =>
        random is null ? "" : new[] { "", " ", "\n", "\t\r " }[random.Next(4)];

    private static string Quote(string text, Random? random)
    {
        var quoted = new StringBuilder("\"");
        foreach (var unit in text)
        {
            // One half of a pair must not be escaped without the other.
            var isEscaped = unit is < ' ' or '"' or '\\'
                || (!char.IsSurrogate(unit) && random?.Next(3) == 0);
            quoted.Append(isEscaped
                ? "\\u" + ((int)unit).ToString("X4", CultureInfo.InvariantCulture)
                : unit.ToString());
        }
        return quoted.Append('"').ToString();
    }
}

/// <summary>Generates JSON: every kind of value, awkward keys, numbers of any size.</summary>
internal static class JsonGen
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.Char[' ', '~'].Select(c => c.ToString()),
        Gen.Char['\0', '\u001f'].Select(c => c.ToString()),
        Gen.Char['\u0080', '\ud7ff'].Select(c => c.ToString()),
        Gen.Char['\ue000', '\uffff'].Select(c => c.ToString()),
        Gen.Int[0x10000, 0x10FFFF].Select(char.ConvertFromUtf32),
        Gen.OneOf("a", "b", "\"", "\\", "/", "é"));

    internal static readonly Gen<string> Text =
        Piece.Array[0, 6].Select(pieces => string.Concat(pieces));

    private static readonly Gen<Json> Leaf = Gen.OneOf<Json>(
        Gen.OneOf("true", "false", "null").Select(text => (Json)new Json.Scalar(text)),
        Gen.Long.Select(value => (Json)new Json.Scalar(Invariant(value))),
        Gen.Int[-20, 20].Select(value => (Json)new Json.Scalar(Invariant(value))),
        Gen.Double.Where(double.IsFinite).Select(value => (Json)new Json.Scalar(
            value.ToString("E17", CultureInfo.InvariantCulture))),
        Text.Select(text => (Json)new Json.Str(text)));

    /// <summary>A value with up to four levels.</summary>
    internal static readonly Gen<Json> Value = Nested(4);

    private static Gen<Json> Nested(int levels)
    {
        if (levels == 0) return Leaf;
        var inner = Nested(levels - 1);
        return Gen.Frequency(
            (2, Leaf),
            (1, inner.Array[0, 4].Select(items => (Json)new Json.Arr(items))),
            (3, Gen.Select(Text, inner).Array[0, 6].Select(members => (Json)new Json.Obj(
                members.DistinctBy(member => member.Item1).ToList()))));
    }

    private static string Invariant(long value) => value.ToString(CultureInfo.InvariantCulture);
}
