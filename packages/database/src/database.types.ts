// Generated from the migrations by `npm run generate`. Do not edit.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  
  "api": {
          Tables: {
            [_ in never]: never
          }
          Views: {
            [_ in never]: never
          }
          Functions: {
            "activate_template":
{ Args: { "input": Json }; Returns: Json
                           },
"add_asset":
{ Args: { "input": Json }; Returns: Json
                           },
"archive_template":
{ Args: { "input": Json }; Returns: Json
                           },
"cancel_batch":
{ Args: { "input": Json }; Returns: Json
                           },
"claim_batch_chunk":
{ Args: { "input": Json }; Returns: Json
                           },
"claim_deliveries":
{ Args: { "input": Json }; Returns: Json
                           },
"clear_webhooks":
{ Args: { "input": Json }; Returns: Json
                           },
"commit_batch_chunk":
{ Args: { "input": Json }; Returns: Json
                           },
"commit_certificates":
{ Args: { "input": Json }; Returns: Json
                           },
"count_verifications":
{ Args: { "input": Json }; Returns: Json
                           },
"create_template":
{ Args: { "input": Json }; Returns: Json
                           },
"create_webhook":
{ Args: { "input": Json }; Returns: Json
                           },
"delete_webhook":
{ Args: { "input": Json }; Returns: Json
                           },
"find_logo":
{ Args: { "input": Json }; Returns: Json
                           },
"find_public_pdf":
{ Args: { "input": Json }; Returns: Json
                           },
"find_taken_ids":
{ Args: { "input": Json }; Returns: Json
                           },
"get_batch":
{ Args: { "input": Json }; Returns: Json
                           },
"get_batch_context":
{ Args: { "input": Json }; Returns: Json
                           },
"get_certificate":
{ Args: { "input": Json }; Returns: Json
                           },
"get_event":
{ Args: { "input": Json }; Returns: Json
                           },
"get_issuing_context":
{ Args: { "input": Json }; Returns: Json
                           },
"get_preflight_context":
{ Args: { "input": Json }; Returns: Json
                           },
"get_preview_context":
{ Args: { "input": Json }; Returns: Json
                           },
"get_template":
{ Args: { "input": Json }; Returns: Json
                           },
"get_trial_context":
{ Args: { "input": Json }; Returns: Json
                           },
"get_upload_context":
{ Args: { "input": Json }; Returns: Json
                           },
"get_webhook":
{ Args: { "input": Json }; Returns: Json
                           },
"get_webhook_context":
{ Args: { "input": Json }; Returns: Json
                           },
"get_webhook_replay":
{ Args: { "input": Json }; Returns: Json
                           },
"get_webhook_statistics":
{ Args: { "input": Json }; Returns: Json
                           },
"list_assets":
{ Args: { "input": Json }; Returns: Json
                           },
"list_batch_items":
{ Args: { "input": Json }; Returns: Json
                           },
"list_batches":
{ Args: { "input": Json }; Returns: Json
                           },
"list_certificates":
{ Args: { "input": Json }; Returns: Json
                           },
"list_deliveries":
{ Args: { "input": Json }; Returns: Json
                           },
"list_events":
{ Args: { "input": Json }; Returns: Json
                           },
"list_templates":
{ Args: { "input": Json }; Returns: Json
                           },
"list_verifications":
{ Args: { "input": Json }; Returns: Json
                           },
"list_webhooks":
{ Args: { "input": Json }; Returns: Json
                           },
"replay_delivery":
{ Args: { "input": Json }; Returns: Json
                           },
"retry_batch":
{ Args: { "input": Json }; Returns: Json
                           },
"revoke_certificate":
{ Args: { "input": Json }; Returns: Json
                           },
"revoke_certificates":
{ Args: { "input": Json }; Returns: Json
                           },
"rotate_webhook_secret":
{ Args: { "input": Json }; Returns: Json
                           },
"run_maintenance":
{ Args: { "input": Json }; Returns: Json
                           },
"settle_deliveries":
{ Args: { "input": Json }; Returns: Json
                           },
"stage_batch_chunks":
{ Args: { "input": Json }; Returns: Json
                           },
"start_webhook_replay":
{ Args: { "input": Json }; Returns: Json
                           },
"step_webhook_replays":
{ Args: { "input": Json }; Returns: Json
                           },
"submit_batch":
{ Args: { "input": Json }; Returns: Json
                           },
"tell_expiries":
{ Args: { "input": Json }; Returns: Json
                           },
"test_webhook":
{ Args: { "input": Json }; Returns: Json
                           },
"tidy_batches":
{ Args: { "input": Json }; Returns: Json
                           },
"tidy_deliveries":
{ Args: { "input": Json }; Returns: Json
                           },
"update_template":
{ Args: { "input": Json }; Returns: Json
                           },
"update_webhook":
{ Args: { "input": Json }; Returns: Json
                           },
"verify_certificate":
{ Args: { "input": Json }; Returns: Json
                           },
"verify_publicly":
{ Args: { "input": Json }; Returns: Json
                           }
          }
          Enums: {
            [_ in never]: never
          }
          CompositeTypes: {
            [_ in never]: never
          }
        }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "api">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
  ? (DefaultSchema["Tables"] & DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
      Row: infer R
    }
    ? R
    : never
  : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Insert: infer I
    }
    ? I
    : never
  : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never = never
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
  ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
      Update: infer U
    }
    ? U
    : never
  : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never = never
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
  ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
  : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never = never
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
  ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
  : never

export const Constants = {
  "api": {
          Enums: {
            
          }
        }
} as const
