using IxpSvnic.Microcode.Assembler.Program;

namespace IxpSvnic.Microcode.Assembler.Flow;

/// <summary>
/// Splits general-purpose registers into webs by reaching definitions and finds which webs live together.
/// </summary>
internal sealed class WebBuilder
{
    private readonly AssemblyProgram _program;
    private readonly List<ProgramNode> _nodes;
    private readonly List<(RegisterSymbol Symbol, int Node)> _definitions = [];
    private readonly Dictionary<RegisterSymbol, int> _entry = [];
    private readonly Dictionary<RegisterSymbol, BitRow> _ofSymbol = [];
    private readonly Dictionary<(int Node, RegisterSymbol Symbol), int> _at = [];
    private readonly Dictionary<(int Node, RegisterSymbol Symbol), int> _use = [];
    private int[] _parent = [];

    private WebBuilder(AssemblyProgram program)
    {
        _program = program;
        _nodes = program.Nodes;
    }

    public static List<Web> Build(AssemblyProgram program)
    {
        WebBuilder builder = new(program);
        builder.NumberDefinitions();
        BitRow[] reaching = builder.Reach();
        builder.Join(reaching);
        return builder.Finish();
    }

    private IEnumerable<RegisterAccess> Accesses(ProgramNode node) => node.Accesses.Where(a => a.Symbol.IsGpr);

    private void NumberDefinitions()
    {
        foreach (RegisterSymbol symbol in _program.Registers.Where(r => r.IsGpr))
        {
            _entry[symbol] = _definitions.Count;
            _definitions.Add((symbol, -1));
        }

        foreach (ProgramNode node in _nodes)
        {
            foreach (RegisterAccess access in Accesses(node).Where(a => a.Writes))
            {
                if (_at.TryAdd((node.Index, access.Symbol), _definitions.Count))
                {
                    _definitions.Add((access.Symbol, node.Index));
                }
            }
        }

        foreach (RegisterSymbol symbol in _entry.Keys)
        {
            _ofSymbol[symbol] = new BitRow(_definitions.Count);
        }

        _parent = new int[_definitions.Count];
        for (int i = 0; i < _definitions.Count; i++)
        {
            _parent[i] = i;
            _ofSymbol[_definitions[i].Symbol].Add(i);
        }
    }

    private BitRow[] Reach()
    {
        BitRow[] before = BitRow.Rows(_nodes.Count, _definitions.Count);
        for (int i = 0; i < _nodes.Count; i++)
        {
            if (i == 0 || _nodes[i].Kind == NodeKind.Entry)
            {
                foreach (int entry in _entry.Values)
                {
                    before[i].Add(entry);
                }
            }
        }

        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (ProgramNode node in _nodes)
            {
                BitRow behind = before[node.Index];
                foreach (RegisterAccess access in Accesses(node).Where(a => a.Writes))
                {
                    behind = ReferenceEquals(behind, before[node.Index]) ? behind.Copy() : behind;
                    behind.ExceptWith(_ofSymbol[access.Symbol]);
                    behind.Add(_at[(node.Index, access.Symbol)]);
                }

                foreach (int next in node.Successors)
                {
                    changed |= before[next].UnionWith(behind);
                }
            }
        }

        return before;
    }

    private void Join(BitRow[] reaching)
    {
        foreach (ProgramNode node in _nodes)
        {
            foreach (RegisterAccess access in Accesses(node))
            {
                RegisterSymbol symbol = access.Symbol;
                if (symbol.IsPinned)
                {
                    JoinAll(symbol);
                }

                int entry = _entry[symbol];
                int definition = access.Writes ? _at[(node.Index, symbol)] : -1;
                if (access.Reads)
                {
                    int first = FirstReaching(reaching[node.Index], symbol, entry, access, node);
                    _use[(node.Index, symbol)] = first;
                    if (access.Operand is not null)
                    {
                        access.Operand.ReadWeb = first;
                    }

                    if (definition >= 0 && SameOperand(node, symbol))
                    {
                        Unite(first, definition);
                    }
                }

                if (definition >= 0 && access.Operand is not null)
                {
                    access.Operand.WriteWeb = definition;
                }
            }
        }
    }

    /// <summary>One operand is both read and written, so both must be one register.</summary>
    private static bool SameOperand(ProgramNode node, RegisterSymbol symbol) =>
        node.Accesses.Exists(a => a.Symbol == symbol && a.Reads && a.Writes);

    private int FirstReaching(
        BitRow reaching, RegisterSymbol symbol, int entry, RegisterAccess access, ProgramNode node)
    {
        int first = -1;
        foreach (int definition in _ofSymbol[symbol].Members())
        {
            if (!reaching[definition])
            {
                continue;
            }

            if (first < 0)
            {
                first = definition;
            }
            else
            {
                Unite(first, definition);
            }
        }

        bool onlyEntry = first == entry && _ofSymbol[symbol].Members().Count(d => reaching[d]) == 1;
        if (onlyEntry && !symbol.IsSetOutside)
        {
            _program.Diagnostics.Warning(
                DiagnosticKind.UseBeforeDefinition,
                access.Operand?.At ?? node.At,
                "register is read before anything is written to it",
                symbol.Name);
        }

        return first < 0 ? entry : first;
    }

    private void JoinAll(RegisterSymbol symbol)
    {
        foreach (int definition in _ofSymbol[symbol].Members())
        {
            Unite(_entry[symbol], definition);
        }
    }

    private int Find(int definition)
    {
        while (_parent[definition] != definition)
        {
            _parent[definition] = _parent[_parent[definition]];
            definition = _parent[definition];
        }

        return definition;
    }

    private void Unite(int left, int right)
    {
        (int a, int b) = (Find(left), Find(right));
        _parent[Math.Max(a, b)] = Math.Min(a, b);
    }

    private List<Web> Finish()
    {
        List<Web> webs = [];
        Dictionary<int, int> webOf = [];
        for (int i = 0; i < _definitions.Count; i++)
        {
            int root = Find(i);
            if (!webOf.TryGetValue(root, out int index))
            {
                index = webs.Count;
                webOf.Add(root, index);
                webs.Add(new Web(index, _definitions[i].Symbol, _nodes.Count));
            }
        }

        List<int>[] uses = Liveness.Lists(_nodes.Count);
        List<int>[] defines = Liveness.Lists(_nodes.Count);
        foreach (ProgramNode node in _nodes)
        {
            foreach (RegisterAccess access in Accesses(node))
            {
                if (access.Reads)
                {
                    int web = webOf[Find(access.Operand?.ReadWeb ?? _use[(node.Index, access.Symbol)])];
                    uses[node.Index].Add(web);
                    webs[web].IsUsed = true;
                    webs[web].Touch(node.Index);
                    if (access.Operand is not null)
                    {
                        access.Operand.ReadWeb = web;
                    }
                }

                if (access.Writes)
                {
                    int web = webOf[Find(_at[(node.Index, access.Symbol)])];
                    defines[node.Index].Add(web);
                    webs[web].IsUsed = true;
                    webs[web].Touch(node.Index);
                    if (access.Operand is not null)
                    {
                        access.Operand.WriteWeb = web;
                    }
                }
            }
        }

        foreach ((RegisterSymbol _, int entry) in _entry)
        {
            webs[webOf[Find(entry)]].IsLiveAtEntry = true;
        }

        Interfere(webs, uses, defines);
        return webs;
    }

    private void Interfere(List<Web> webs, List<int>[] uses, List<int>[] defines)
    {
        BitRow[] liveOut = Liveness.Solve(_nodes, webs.Count, uses, defines);
        foreach (Web web in webs)
        {
            web.Interferes = new BitRow(webs.Count);
        }

        BitRow atEntry = new(webs.Count);
        for (int i = 0; i < _nodes.Count; i++)
        {
            if (i == 0 || _nodes[i].Kind == NodeKind.Entry)
            {
                BitRow before = liveOut[i].Copy();
                defines[i].ForEach(before.Remove);
                uses[i].ForEach(before.Add);
                atEntry.UnionWith(before);
            }
        }

        for (int i = 0; i < _nodes.Count; i++)
        {
            foreach (int live in liveOut[i].Members())
            {
                webs[live].Live.Add(i);
                webs[live].Touch(i);
            }

            foreach (int defined in defines[i])
            {
                webs[defined].Live.Add(i);
                Add(webs, defined, liveOut[i]);
            }
        }

        foreach (Web web in webs)
        {
            if (web.IsLiveAtEntry && atEntry[web.Index])
            {
                Add(webs, web.Index, atEntry);
            }

            if (web.Symbol.IsPinned && web.IsUsed)
            {
                web.Live.AddAll();
                foreach (Web other in webs.Where(w => w.IsUsed && w != web))
                {
                    web.Interferes.Add(other.Index);
                    other.Interferes.Add(web.Index);
                }
            }
        }
    }

    private static void Add(List<Web> webs, int web, BitRow others)
    {
        foreach (int other in others.Members())
        {
            if (other != web)
            {
                webs[web].Interferes.Add(other);
                webs[other].Interferes.Add(web);
            }
        }
    }
}
