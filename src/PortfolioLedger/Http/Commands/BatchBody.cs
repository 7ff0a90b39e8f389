using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Problems;

namespace PortfolioLedger.Http.Commands;

/// <summary>
/// The body of a batch, <c>{"commands":[{"path":…,"body":{…}}]}</c>. Addresses and roles are
/// checked before any body, and every problem names the command it is about.
/// </summary>
internal static class BatchBody
{
    /// <summary>More commands than this are not taken at once.</summary>
    public const int MaxCommands = 1_000;

    /// <summary>One that is understood.</summary>
    public const string Example =
        """{"commands":[{"path":"departments","body":{"key":"dep","name":"Parks"}}]}""";

    /// <summary>
    /// The commands of a batch, and the one actor that signs it: the approver, if any of its
    /// commands needs one.
    /// </summary>
    public static (ImmutableArray<ICommand> Commands, Actor Actor) Bind(
        byte[] body,
        Identity identity
    )
    {
        using var document = BodyFaults.Parse(body);
        ImmutableArray<JsonElement> items = [.. ItemsOf(document.RootElement).EnumerateArray()];
        ImmutableArray<(CommandRoute Route, ImmutableArray<(string, Key)> Keys)> addresses =
            [.. items.Select((item, i) => Numbered(i, () => AddressOf(item, $"/commands/{i}")))];
        ImmutableArray<Actor> actors =
        [
            .. addresses.Select(
                (address, i) => Numbered(i, () => identity.ActAs(address.Route.Role))
            ),
        ];
        return (
            [
                .. items.Select(
                    (item, i) =>
                        Numbered(i, () =>
                            BodyReader.Bind(
                                addresses[i].Route.Command,
                                FieldsOf(item, $"/commands/{i}"),
                                addresses[i].Keys,
                                $"/commands/{i}/body"
                            )
                        )
                ),
            ],
            actors.FirstOrDefault(a => a.Role == Role.Approver, actors[0])
        );
    }

    /// <summary>One command of a list, and its address; whoever sends it.</summary>
    public static (CommandRoute Route, ICommand Command) BindOne(JsonElement item, int index) =>
        Numbered(index, () => BindOne(item, $"/commands/{index}"));

    /// <summary>The same for a command that stands alone at this place of a body.</summary>
    public static (CommandRoute Route, ICommand Command) BindOne(JsonElement item, string at)
    {
        var (route, keys) = AddressOf(item, at);
        return (route, BodyReader.Bind(route.Command, FieldsOf(item, at), keys, $"{at}/body"));
    }

    private static JsonElement ItemsOf(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("commands", out var list)
        && list.ValueKind == JsonValueKind.Array
        && list.GetArrayLength() is > 0 and <= MaxCommands
        && root.EnumerateObject().Count() == 1
            ? list
            : throw Invalid(
                "/commands",
                $"must be a list of 1 to {MaxCommands} commands, and the only field, as in "
                    + Example
            );

    private static (CommandRoute, ImmutableArray<(string, Key)>) AddressOf(
        JsonElement item,
        string at
    ) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty("path", out var path)
        && path.ValueKind == JsonValueKind.String
        && CommandRoutes.Table.Find(TextOf(path)) is var (route, keys)
            ? (route, keys)
            : throw Invalid(
                $"{at}/path",
                "must be the path of a command, like \"initiatives/croton/approval\""
            );

    /// <summary>The body of one command; an empty one where it was left out.</summary>
    private static byte[] FieldsOf(JsonElement item, string at) =>
        item.EnumerateObject().Any(f => f.Name is not ("path" or "body"))
            ? throw Invalid($"{at}/body", "may stand beside path, and nothing else")
        : item.TryGetProperty("body", out var fields)
            ? JsonMarshal.GetRawUtf8Value(fields).ToArray()
        : "{}"u8.ToArray();

    /// <summary>The text of a string; none for what is not valid Unicode.</summary>
    private static string TextOf(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    /// <summary>A step about one command: a problem says which.</summary>
    public static async Task NumberedAsync(int index, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (ProblemException problem)
        {
            throw new ProblemException(problem.Problem with { CommandIndex = index });
        }
    }

    /// <summary>The same for a step that answers; roles are needed for each command too.</summary>
    private static T Numbered<T>(int index, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (ProblemException problem)
        {
            throw new ProblemException(problem.Problem with { CommandIndex = index });
        }
        catch (AccessDeniedException denied)
        {
            throw new ProblemException(
                Problem.Create(denied.Code, denied.Message) with { CommandIndex = index });
        }
    }

    private static ProblemException Invalid(string pointer, string detail) =>
        new(
            Problem.Create(
                "invalid-fields",
                $"{pointer} {detail}.",
                new FieldFault(pointer, detail)
            )
        );
}
