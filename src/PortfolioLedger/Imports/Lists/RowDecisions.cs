using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Departments;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.ValueStreams;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// What one row of a list leads to: decisions, or the reasons why it cannot be taken over.
/// </summary>
internal sealed class RowDecisions
{
    private readonly ImmutableArray<ICommand>.Builder _commands =
        ImmutableArray.CreateBuilder<ICommand>();
    private readonly ImmutableArray<CellFault>.Builder _faults =
        ImmutableArray.CreateBuilder<CellFault>();
    private readonly Dictionary<ICommand, ImmutableArray<ListCell>> _causes =
        new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Subject, string> _registered = [];
    private bool _isStopped;

    /// <summary>The row.</summary>
    public required ListRow Row { get; init; }

    /// <summary>The list it stands in.</summary>
    public required MappedList List { get; init; }

    /// <summary>The ledger on the day of the list, as it is known now.</summary>
    public required Book Before { get; init; }

    /// <summary>The ledger at its last position.</summary>
    public required Book Now { get; init; }

    /// <summary>The day of the list when it was stated; null for today.</summary>
    public required DateOnly? EffectiveOn { get; init; }

    /// <summary>Why, for whoever asks later.</summary>
    public required string Rationale { get; init; }

    /// <summary>Who is called what.</summary>
    public required ListNames Names { get; init; }

    /// <summary>
    /// The first day of anything in the file: what other rows name is there from then on.
    /// </summary>
    public required DateOnly? Earliest { get; init; }

    /// <summary>The weights of objectives as the whole list states them.</summary>
    public required StatedWeights Weights { get; init; }

    /// <summary>The comparisons of objectives as the whole list states them.</summary>
    public required StatedComparisons Comparisons { get; init; }

    /// <summary>How many people a whole list states, span by span.</summary>
    public required StatedPeople People { get; init; }

    /// <summary>Cells that say another than the ledger holds, which no decision changes.</summary>
    public List<ListCell> Left { get; } = [];

    /// <summary>Budgets of what is not approved yet: they are recorded as requested.</summary>
    public List<ListCell> Requested { get; } = [];

    /// <summary>
    /// Budgets of what is not approved yet beside what is requested: they are not recorded.
    /// </summary>
    public List<ListCell> Unapproved { get; } = [];

    /// <summary>Texts of the row that are too long for a key.</summary>
    public List<ShortenedKey> Shortened { get; } = [];

    /// <summary>What the events are marked with, beside the row.</summary>
    public List<string> Marks { get; } = [];

    /// <summary>The decisions, in order.</summary>
    public ImmutableArray<ICommand> Commands => _commands.ToImmutable();

    /// <summary>Why the row is refused; empty when it is not.</summary>
    public ImmutableArray<CellFault> Faults => _faults.ToImmutable();

    /// <summary>The day of the list.</summary>
    public DateOnly Day => EffectiveOn ?? Before.Day;

    /// <summary>Departments and the like that the row names first.</summary>
    public IReadOnlyDictionary<Subject, string> Registered => _registered;

    /// <summary>Grounds of the day of the list.</summary>
    public Grounds Grounds => new(Rationale, EffectiveOn: EffectiveOn);

    /// <summary>Adds a decision, and the cell that leads to it where it is one alone.</summary>
    public void Decide(ICommand command, ListCell? cell = null) =>
        Decide(command, cell is null ? [] : [cell]);

    /// <summary>
    /// Adds a decision and the cells that lead to it: the first is the one to blame, and without
    /// all of them nothing would be said.
    /// </summary>
    public void Decide(ICommand command, params ImmutableArray<ListCell?> cells)
    {
        _commands.Add(command);
        _causes[command] = [.. cells.OfType<ListCell>()];
    }

    /// <summary>The cells that lead to a decision; none where a thing comes into being.</summary>
    public ImmutableArray<ListCell> CellsOf(ICommand command) => _causes[command];

    /// <summary>Whether a cell says of a field what the ledger holds anyway.</summary>
    public bool Agrees(DecidedField field, ListCell cell) =>
        !_isStopped && _faults.All(f => f.Column != cell.Column)
        && _causes.All(c => DecidedField.Of(c.Key) != field || !c.Value.Contains(cell));

    /// <summary>
    /// Why the row is refused when a decision is: by its cell where that is known.
    /// </summary>
    public CellFault Fault(Refusal refusal, ICommand? refused)
    {
        // What is malformed begins with the name of the command's field.
        var detail = refusal.Code == "malformed"
            ? refusal.Detail[(refusal.Detail.IndexOf(' ') + 1)..] : refusal.Detail;
        return refused is not null && _causes.GetValueOrDefault(refused) is [var cell, ..]
            ? cell.Fault(refusal.Code, detail, !Row.Kind.HoldsWords)
            : new(refusal.Code, refusal.Detail);
    }

    /// <summary>Refuses the row for one of its cells.</summary>
    public void Refuse(ListCell cell, string code, string detail) =>
        _faults.Add(cell.Fault(code, detail, !Row.Kind.HoldsWords));

    /// <summary>Refuses the row for a field that it lacks.</summary>
    public void Miss(string field, string detail) =>
        _faults.Add(new("missing", detail, ColumnOf(field)));

    /// <summary>A field that a thing must have when it comes into being.</summary>
    public string Required(string field)
    {
        if (Row.Text(field) is { } text)
            return text;
        Miss(
            field,
            $"must not be blank for what is not in the ledger yet ({Row.Kind.Name} need it)"
        );
        return "";
    }

    /// <summary>What a row says where the ledger says another; null otherwise.</summary>
    public T? Other<T>(T? said, T? held) where T : struct =>
        EqualityComparer<T?>.Default.Equals(said, held) ? null : said;

    /// <summary>A text of the row where the ledger says another; null otherwise.</summary>
    public string? Other(string field, string? held) =>
        Row.Text(field) is { } said && said != held ? said : null;

    /// <summary>
    /// Decides what one cell says otherwise: nothing, where the ledger holds it. Each cell is a
    /// revision of its own, so that each can be in conflict alone.
    /// </summary>
    public void Revise<T>(string field, T revision) where T : ICommand, IChecked
    {
        if (!revision.Faults().Any())
            Decide(revision, Row.Cell(field)!);
    }

    /// <summary>Notes a cell that differs and that no decision changes.</summary>
    public void Keep(string field, string? held)
    {
        if (Row.Cell(field) is { } cell && cell.AsText != held)
            Left.Add(cell);
    }

    /// <summary>
    /// The thing of another list that the row is about; without one in the ledger the row is
    /// refused, and nothing else of it is looked at.
    /// </summary>
    public Key? About()
    {
        var kind = Row.Kind.Subject;
        if (Now.Has(new(kind, Row.Key)))
            return Row.Key;
        if (Names.Find(Now, kind, Row.Id) is { } named && Now.Has(new(kind, named)))
            return named;
        var name = Subject.NameOf(kind);
        _faults.Add(new($"unknown-{name}", $"names no {name} that is in the ledger ('{Row.Id}'); "
            + "write the key or the exact name of one, or import it first",
            List.ExternalId.Column, Row.Id));
        Stop();
        return null;
    }

    /// <summary>Nothing else of the row can be judged.</summary>
    public void Stop() => _isStopped = true;

    /// <summary>The thing a cell names; without one in the ledger the row is refused.</summary>
    public Key? Known(SubjectKind kind, ListCell? cell) =>
        cell is null ? null : Known(kind, cell, cell.AsText);

    /// <summary>The thing a text of a cell names.</summary>
    public Key? Known(SubjectKind kind, ListCell cell, string text)
    {
        var found = Named(kind, text);
        if (found is null)
            Refuse(cell, $"unknown-{Subject.NameOf(kind)}",
                $"names no {Subject.NameOf(kind)} that is in the ledger{Quoted(text)}; "
                + "write the key or the exact name of one, or import it first");
        return found;
    }

    /// <summary>The thing of the ledger that a text names; null when there is none.</summary>
    public Key? Named(SubjectKind kind, string text)
    {
        var found = Names.Find(Now, kind, text);
        if (Slug.IsShortened(text, "") && Slug.TryOf(text, "", out var own) && found == own)
            Shortened.Add(new(kind, own, text));
        return found;
    }

    /// <summary>
    /// The department, segment or value stream a cell names; a new one is registered.
    /// </summary>
    public Key? Registering(SubjectKind kind, ListCell? cell) =>
        cell is null ? null : Registering(kind, cell, cell.AsText);

    /// <summary>
    /// The department, segment or value stream a text names; a new one is registered.
    /// </summary>
    public Key? Registering(SubjectKind kind, ListCell cell, string text)
    {
        if (Named(kind, text) is { } known)
            return known;
        if (!Slug.TryOf(text, "", out var key))
        {
            Refuse(cell, "bad-key", $"makes no key{Quoted(text)}: it needs letters a-z or digits; "
                + $"register the {Subject.NameOf(kind)} first and write its key");
            return null;
        }
        if (Slug.IsShortened(text, ""))
            Shortened.Add(new(kind, key, text));
        if (_registered.TryAdd(new(kind, key), text))
            Decide(kind switch
            {
                SubjectKind.Department => new RegisterDepartment(key, text, EffectiveOn),
                SubjectKind.CustomerSegment => new RegisterCustomerSegment(key, text, Earliest),
                SubjectKind.ValueStream =>
                    new IdentifyValueStream(key, text, EffectiveOn: EffectiveOn),
                _ => throw new InvalidOperationException($"lists register no {kind}"),
            });
        return key;
    }

    /// <summary>A text in a sentence, where it may be quoted.</summary>
    private string Quoted(string text) => Row.Kind.HoldsWords ? "" : $" ('{text}')";

    /// <summary>The header of the first column of a field.</summary>
    private string ColumnOf(string field) =>
        List.Fields.TryGetValue(field, out var columns) ? columns.All[0].Column : field;
}
