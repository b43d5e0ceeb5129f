using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>
/// Finds who handles a directive, and handles those that annotate the code itself. Source: section 5.3 of the MEv2
/// reference; <c>.trace</c> is this assembler's own.
/// </summary>
internal sealed class DirectiveReader
{
    private readonly AssemblyProgram _program;
    private readonly OperandReader _operands;
    private readonly DirectiveNames _names;
    private readonly DeclarationReader _declarations;
    private readonly LoaderDirectives _loader;

    public DirectiveReader(AssemblyProgram program, OperandReader operands)
    {
        _program = program;
        _operands = operands;
        _names = new DirectiveNames(program, operands);
        _declarations = new DeclarationReader(program, operands, _names);
        _loader = new LoaderDirectives(program, operands, _names);
    }

    private DiagnosticBag Diagnostics => _program.Diagnostics;

    /// <summary>Handles the directive; false when it is not known.</summary>
    public bool TryRead(Token word, IReadOnlyList<Token> tokens, Scope scope)
    {
        string name = word.Text.ToLowerInvariant();
        switch (name)
        {
            case ".reg" or ".local":
                _declarations.DeclareRegisters(word, tokens, scope);
                break;
            case ".sig":
                _declarations.DeclareSignals(word, tokens, scope);
                break;
            case ".xfer_order" or ".xfer_order_rd" or ".xfer_order_wr":
                _declarations.Order(word, tokens, scope, name);
                break;
            case ".areg" or ".breg" or ".reg_addr" or ".addr":
                _declarations.BindNumber(word, tokens, scope, name);
                break;
            case ".set" or ".set_rd" or ".set_wr" or ".set_sig":
                Annotate(word, tokens, scope, defines: true, write: name == ".set_wr");
                break;
            case ".use" or ".use_rd" or ".use_wr":
                Annotate(word, tokens, scope, defines: false, write: name == ".use_wr");
                break;
            case ".io_completed":
                Annotate(word, tokens, scope, defines: false, write: false);
                break;
            case ".xfer_swap" or ".operand_synonym":
                _declarations.Alias(word, tokens, scope);
                break;
            case ".reentry":
                _program.Add(new ProgramNode(NodeKind.Entry, word));
                break;
            case ".entry" or ".global_label":
                Export(word, tokens, name);
                break;
            case ".num_contexts":
                _loader.Contexts(word, tokens, scope);
                break;
            case ".init" or ".init_ctx":
                _loader.Initialise(word, tokens, scope, name == ".init_ctx");
                break;
            case ".init_csr":
                _loader.InitialiseCsr(word, tokens, scope);
                break;
            case ".init_nn_mode":
                _loader.NextNeighbourMode(word, tokens);
                break;
            case ".import_var":
                _loader.ReportUnbound(tokens);
                break;
            case ".alloc_mem":
                _declarations.Allocate(word, tokens, scope);
                break;
            case ".assert":
                if (_operands.TryEvaluate([.. tokens.Skip(2)], scope, word, out long holds) && holds == 0)
                {
                    Diagnostics.Error(
                        DiagnosticKind.AssertFailed, word, "assertion does not hold", TokenText.Spaced(tokens));
                }

                break;
            case ".trace":
                Trace(word, tokens, scope);
                break;
            default:
                return name.Length > 1 && name[1] == '%';
        }

        return true;
    }

    private void Annotate(Token word, IReadOnlyList<Token> tokens, Scope scope, bool defines, bool write)
    {
        if (!_names.TryReadNames(word, tokens, scope, 2, out List<(Token Name, int Size)> list))
        {
            return;
        }

        ProgramNode node = _program.Add(new ProgramNode(NodeKind.Annotation, word));
        foreach ((Token name, int element) in list)
        {
            if (scope.Find(name)?.Signal is { } signal)
            {
                signal.IsUsed = true;
                signal.IsAwaited = true;
                if (defines)
                {
                    signal.IsPinned = true;
                }
                else
                {
                    node.Awaits.Add(signal);
                }

                continue;
            }

            if (_names.Registers(name, element, scope, r =>
                write ? r.HasWriteSide : r.HasReadSide) is not { } registers)
            {
                return;
            }

            foreach (RegisterSymbol register in registers)
            {
                register.IsUsed = true;
                if (defines && register.IsTransfer)
                {
                    // Hardware writes it at a time of its own: nobody else may have the number.
                    register.IsPinned = register.IsSetOutside = true;
                }

                // Hardware fills the read side and empties the write side.
                bool byHardware = register.IsTransfer && defines != write;
                node.Accesses.Add(new RegisterAccess(register, !defines, defines, byHardware));
            }
        }
    }

    private void Export(Token word, IReadOnlyList<Token> tokens, string directive)
    {
        if (directive == ".entry")
        {
            _program.Add(new ProgramNode(NodeKind.Entry, word));
        }

        if (tokens.Count < 3)
        {
            if (directive == ".global_label")
            {
                _names.Malformed(word, ".global_label needs a name");
            }

            return;
        }

        LabelSymbol label = new(TokenText.Joined(tokens.Skip(2)).Trim('\''), word);
        _program.Place(label);
        _program.ExportedLabels.Add((label.Name, label));
    }

    private void Trace(Token word, IReadOnlyList<Token> tokens, Scope scope)
    {
        if (tokens.Count < 3 || tokens[2].Kind != TokenKind.String || (tokens.Count > 3 && !tokens[3].Is(",")))
        {
            _names.Malformed(word, ".trace needs \"Name\" and may have a register");
            return;
        }

        List<InstructionOperand> list = [];
        if (tokens.Count > 3)
        {
            OperandSlot slot = new(OperandRole.Source, OperandWidth.Unrestricted10, "traced register");
            if (_operands.Read([.. tokens.Skip(4)], slot, scope, word) is not { } operand)
            {
                return;
            }

            bool isLocalMemory = operand is { Form: OperandForm.Expression, Prefix.Length: > 0 };
            if (operand.Form is not (OperandForm.Register or OperandForm.Physical) && !isLocalMemory)
            {
                _names.Malformed(operand.At, "only a register can be traced");
                return;
            }

            list.Add(operand);
        }

        ProgramNode node = _program.Add(
            new ProgramNode(NodeKind.Annotation, word) { TraceName = tokens[2].Text, Operands = list });
        foreach (InstructionOperand operand in list.Where(o => o.Register is not null))
        {
            node.Accesses.Add(new RegisterAccess(operand.Register!, true, false, false, operand));
        }
    }
}
