using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>
/// Names declared between <c>.begin</c> and <c>.end</c>, in a macro's expansion, or in the whole program.
/// </summary>
internal sealed class Scope(Scope? parent, MacroFrame? frame, StringComparer comparer)
{
    private readonly Dictionary<string, SymbolEntry> _entries = new(comparer);

    public Scope? Parent { get; } = parent;

    public MacroFrame? Frame { get; } = frame;

    public IEnumerable<KeyValuePair<string, SymbolEntry>> Entries => _entries;

    public Scope Open(MacroFrame? frame) => new(this, frame ?? Frame, comparer);

    /// <summary>Looks outwards; scopes inside macros that the name's author could not see are passed over.</summary>
    public SymbolEntry? Find(Token name) => Find(name.Text, name.Frame);

    public SymbolEntry? Find(string name, MacroFrame? frame)
    {
        for (Scope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (MacroFrame.Encloses(scope.Frame, frame) && scope._entries.TryGetValue(name, out SymbolEntry? entry))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The innermost scope in which a name written in <paramref name="frame"/> is declared.</summary>
    public Scope DeclaringScope(MacroFrame? frame)
    {
        Scope scope = this;
        while (scope.Parent is not null && !MacroFrame.Encloses(scope.Frame, frame))
        {
            scope = scope.Parent;
        }

        return scope;
    }

    public SymbolEntry? FindHere(string name) => _entries.GetValueOrDefault(name);

    public SymbolEntry Declare(string name)
    {
        if (!_entries.TryGetValue(name, out SymbolEntry? entry))
        {
            entry = new SymbolEntry();
            _entries.Add(name, entry);
        }

        return entry;
    }

    public void Alias(string name, SymbolEntry entry) => _entries[name] = entry;
}
