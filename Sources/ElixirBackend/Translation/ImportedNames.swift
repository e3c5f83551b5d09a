import EctypeModel

/// What is imported into every module, or by `import`. A function of the same name and arity hides it: Elixir
/// wants that said (`except:`), and what is emitted calls the hidden one by its module.
enum ImportedNames: String, CaseIterable {
  case kernel = "Kernel"
  case query = "Ecto.Query"
  case changeset = "Ecto.Changeset"

  var arities: [String: Set<Int>] {
    switch self {
    case .kernel: Self.ofKernel
    case .query: Self.ofQuery
    case .changeset: Self.ofChangeset
    }
  }

  /// Of Kernel in Elixir 1.14 to 1.18, operators, sigils and forms aside.
  private static let ofKernel = table(
    """
    abs/1 apply/2,3 binary_part/3 binary_slice/2,3 binding/0,1 bit_size/1 byte_size/1 ceil/1 dbg/0,1,2 \
    destructure/2 elem/2 exit/1 floor/1 function_exported?/3 get_and_update_in/2,3 get_in/1,2 hd/1 inspect/1,2 \
    is_atom/1 is_binary/1 is_bitstring/1 is_boolean/1 is_exception/1,2 is_float/1 is_function/1,2 \
    is_integer/1 is_list/1 is_map/1 is_map_key/2 is_non_struct_map/1 is_number/1 is_pid/1 is_port/1 \
    is_reference/1 is_struct/1,2 is_tuple/1 length/1 macro_exported?/3 make_ref/0 map_size/1 max/2 min/2 \
    node/0,1 pop_in/1,2 put_elem/3 put_in/2,3 rem/2 reraise/2,3 round/1 self/0 send/2 spawn/1,3 \
    spawn_link/1,3 spawn_monitor/1,3 struct/1,2 struct!/1,2 tap/2 then/2 throw/1 tl/1 to_char_list/1 \
    to_charlist/1 to_string/1 to_timeout/1 trunc/1 tuple_size/1 update_in/2,3 var!/1,2
    """)

  /// Of Ecto.Query in Ecto 3.13.
  private static let ofQuery = table(
    """
    distinct/2,3 dynamic/1,2 except/2 except_all/2 exclude/2 first/1,2 from/1,2 group_by/2,3 \
    has_named_binding?/2 having/2,3 intersect/2 intersect_all/2 join/3,4,5 last/1,2 limit/2,3 lock/2,3 \
    offset/2,3 or_having/2,3 or_where/2,3 order_by/2,3 preload/2,3 prepend_order_by/2,3 put_query_prefix/2 \
    recursive_ctes/2 reverse_order/1 select/2,3 select_merge/2,3 subquery/1,2 union/2 union_all/2 update/2,3 \
    where/2,3 windows/2,3 with_cte/3 with_named_binding/3 with_ties/2,3
    """)

  /// Of Ecto.Changeset in Ecto 3.13.
  private static let ofChangeset = table(
    """
    add_error/3,4 apply_action/2 apply_action!/2 apply_changes/1 assoc_constraint/2,3 cast/3,4 cast_assoc/2,3 \
    cast_embed/2,3 change/1,2 changed?/2,3 check_constraint/2,3 constraints/1 delete_change/2 empty_values/0 \
    exclusion_constraint/2,3 fetch_change/2 fetch_change!/2 fetch_field/2 fetch_field!/2 field_missing?/2 \
    force_change/3 foreign_key_constraint/2,3 get_assoc/2,3 get_change/2,3 get_embed/2,3 get_field/2,3 merge/2 \
    no_assoc_constraint/2,3 optimistic_lock/2,3 prepare_changes/2 put_assoc/3,4 put_change/3 put_embed/3,4 \
    traverse_errors/2 traverse_validations/2 unique_constraint/2,3 unsafe_validate_unique/3,4 \
    update_change/3 validate_acceptance/2,3 validate_change/3,4 validate_confirmation/2,3 \
    validate_exclusion/3,4 validate_format/3,4 validate_inclusion/3,4 validate_length/3 validate_number/3 \
    validate_required/2,3 validate_subset/3,4 validations/1
    """)

  /// `name/1,2` entries, to arities by name.
  private static func table(_ entries: String) -> [String: Set<Int>] {
    var result: [String: Set<Int>] = [:]
    for entry in entries.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let parts = entry.split(separator: "/")
      result[String(parts[0])] = Set(parts[1].split(separator: ",").compactMap { Int($0) })
    }
    return result
  }
}
