namespace LvsPluggable.Host.Cli.Live;

/// <summary>What somebody wants to see, and what each key makes of that. Pure.</summary>
internal sealed record LiveView
{
    private const int Page = 10;

    public LiveMode Mode { get; init; }

    public LiveSort Sort { get; init; }

    public bool IsReversed { get; init; }

    /// <summary>What is to be in what is shown of a server; empty for all.</summary>
    public string Filter { get; init; } = "";

    /// <summary>Whether only servers are shown that are not up.</summary>
    public bool OnlyTrouble { get; init; }

    /// <summary>The server that the next key is about; null or one that is not shown means the first.</summary>
    public ServerKey? Selected { get; init; }

    /// <summary>What waits for a yes or a no.</summary>
    public LiveOrder? Asked { get; init; }

    /// <summary>What came of the last order, until the next key.</summary>
    public string Message { get; init; } = "";

    /// <summary>How many lines of a server's detail are above the screen.</summary>
    public int Scroll { get; init; }

    /// <summary>The place of the selected server among those that are shown; -1 when there is none.</summary>
    public int SelectedPlace(IReadOnlyList<LiveServer> shown)
    {
        for (var place = 0; place < shown.Count; place++)
        {
            if (shown[place].Key == Selected)
            {
                return place;
            }
        }

        return shown.Count == 0 ? -1 : 0;
    }

    /// <summary>What comes of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="shown">The servers that are shown, in their order.</param>
    public LiveStep Press(LiveKey key, IReadOnlyList<LiveServer> shown)
    {
        var quiet = this with { Message = "" };
        return key.Kind switch
        {
            KeyKind.Interrupt => new LiveStep(this, Ends: true),
            KeyKind.Redraw => new LiveStep(this, Redraws: true),
            _ when Asked is { } asked => new LiveStep(quiet with { Asked = null }, key.Text is "y" or "Y" ? asked : null),
            _ => Mode switch
            {
                LiveMode.Filter => new LiveStep(quiet.Type(key)),
                LiveMode.Detail => quiet.PressInDetail(key, shown),
                LiveMode.Help => new LiveStep(quiet with { Mode = LiveMode.Servers }, Ends: key.Text == "q"),
                _ => quiet.PressInServers(key, shown),
            },
        };
    }

    private LiveView Type(LiveKey key) => key.Kind switch
    {
        KeyKind.Character => this with { Filter = Filter + key.Text },
        KeyKind.Backspace when Filter.Length > 0 => this with { Filter = Filter[..^(char.IsLowSurrogate(Filter[^1]) ? 2 : 1)] },
        KeyKind.Escape => this with { Filter = "", Mode = LiveMode.Servers },
        KeyKind.Enter => this with { Mode = LiveMode.Servers },
        _ => this,
    };

    private LiveStep PressInServers(LiveKey key, IReadOnlyList<LiveServer> shown) => key switch
    {
        { Kind: KeyKind.Enter } when shown.Count > 0 => new LiveStep(this with { Mode = LiveMode.Detail, Scroll = 0, Selected = shown[SelectedPlace(shown)].Key }),
        { Kind: KeyKind.Escape } => new LiveStep(this with { Filter = "", OnlyTrouble = false }),
        { Text: "/" } => new LiveStep(this with { Mode = LiveMode.Filter }),
        { Text: "s" } => new LiveStep(this with { Sort = (LiveSort)(((int)Sort + 1) % Enum.GetValues<LiveSort>().Length) }),
        { Text: "r" } => new LiveStep(this with { IsReversed = !IsReversed }),
        { Text: "t" } => new LiveStep(this with { OnlyTrouble = !OnlyTrouble }),
        { Text: "?" or "h" } => new LiveStep(this with { Mode = LiveMode.Help }),
        _ when Steps(key) is { } steps => new LiveStep(Move(steps, shown)),
        _ => PressAnywhere(key, shown),
    };

    private LiveStep PressInDetail(LiveKey key, IReadOnlyList<LiveServer> shown) => key switch
    {
        { Kind: KeyKind.Escape or KeyKind.Enter or KeyKind.Backspace } => new LiveStep(this with { Mode = LiveMode.Servers }),
        _ when Steps(key) is { } steps => new LiveStep(this with { Scroll = (int)Math.Clamp((long)Scroll + steps, 0, short.MaxValue) }),
        _ => PressAnywhere(key, shown),
    };

    private LiveStep PressAnywhere(LiveKey key, IReadOnlyList<LiveServer> shown)
    {
        var selected = SelectedPlace(shown) is >= 0 and var place ? shown[place] : null;
        return key.Text switch
        {
            "q" => new LiveStep(this, Ends: true),
            "d" or "u" when selected is not null => new LiveStep(this with
            {
                Selected = selected.Key,
                Asked = new LiveOrder(selected.Key, selected.Status.Host, IsTakenBack: key.Text == "u"),
            }),
            _ => new LiveStep(this),
        };
    }

    private LiveView Move(int steps, IReadOnlyList<LiveServer> shown) => shown.Count == 0
        ? this
        : this with { Selected = shown[(int)Math.Clamp((long)SelectedPlace(shown) + steps, 0, shown.Count - 1)].Key };

    private static int? Steps(LiveKey key) => key switch
    {
        { Kind: KeyKind.Up } or { Text: "k" } => -1,
        { Kind: KeyKind.Down } or { Text: "j" } => 1,
        { Kind: KeyKind.PageUp } => -Page,
        { Kind: KeyKind.PageDown } => Page,
        { Kind: KeyKind.Home } or { Text: "g" } => int.MinValue,
        { Kind: KeyKind.End } or { Text: "G" } => int.MaxValue,
        _ => null,
    };
}
